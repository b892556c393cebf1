"""What-ifs by the thousand: overlays on a scenario, each solved and verified."""
