public import ArchiveSearch
public import ArgumentParser
public import JobQueue
public import MeetingPipeline
public import Scoring
public import TranscriptExport
public import TranscriptImport

// The values of options that other modules define.

extension ChannelUse: ExpressibleByArgument {}

extension DERConvention: ExpressibleByArgument {}

extension ImportFormat: ExpressibleByArgument {}

extension JobState: ExpressibleByArgument {}

extension SearchOrder: ExpressibleByArgument {}

extension TextNormalization: ExpressibleByArgument {}

extension TranscriptFormat: ExpressibleByArgument {}
