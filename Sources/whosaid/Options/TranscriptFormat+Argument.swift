public import ArgumentParser
public import TranscriptExport

extension TranscriptFormat: ExpressibleByArgument {}
