public import ArchiveSearch
public import ArgumentParser

extension SearchOrder: ExpressibleByArgument {}
