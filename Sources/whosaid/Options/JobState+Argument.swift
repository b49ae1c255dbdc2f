public import ArgumentParser
public import TranscriptStore

extension JobState: ExpressibleByArgument {}
