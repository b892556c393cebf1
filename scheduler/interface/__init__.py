"""What scripts, notebooks and the command line call: ``import scheduler`` hands it on."""
