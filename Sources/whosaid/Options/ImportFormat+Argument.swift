public import ArgumentParser
public import TranscriptImport

extension ImportFormat: ExpressibleByArgument {}
