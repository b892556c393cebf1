"""The whole model, solved to proof as far as time allows."""
