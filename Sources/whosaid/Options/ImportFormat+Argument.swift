public import ArgumentParser
public import TranscriptFormats

extension ImportFormat: ExpressibleByArgument {}
