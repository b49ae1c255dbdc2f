public import ArgumentParser
public import TranscriptFormats

extension TranscriptFormat: ExpressibleByArgument {}
