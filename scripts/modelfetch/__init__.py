"""Turns the pinned wheel into the safetensors files that WhoSaid loads."""
