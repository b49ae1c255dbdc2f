"""Scoring and timing of transcripts with public tools: what the scripts beside this folder share."""
