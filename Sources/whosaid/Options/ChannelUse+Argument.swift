public import ArgumentParser
public import MeetingPipeline

extension ChannelUse: ExpressibleByArgument {}
