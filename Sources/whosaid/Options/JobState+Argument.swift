public import ArgumentParser
public import JobQueue

extension JobState: ExpressibleByArgument {}
