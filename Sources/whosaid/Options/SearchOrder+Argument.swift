public import ArgumentParser
public import TranscriptStore

extension SearchOrder: ExpressibleByArgument {}
