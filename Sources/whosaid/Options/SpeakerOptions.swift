import ArgumentParser
import Diarization
import MeetingPipeline

/// What the user knows about the speakers of a recording.
struct SpeakerOptions: ParsableArguments {
    @Option(
        name: .customLong("speakers"), help: ArgumentHelp("Number of speakers, if it is known.", valueName: "n"))
    var exact: Int?

    @Option(name: .customLong("min-speakers"), help: ArgumentHelp("Minimum number of speakers.", valueName: "n"))
    var minSpeakers = 1

    @Option(name: .customLong("max-speakers"), help: ArgumentHelp("Maximum number of speakers.", valueName: "n"))
    var maxSpeakers: Int?

    @Option(
        help: ArgumentHelp(
            "How to use several channels.",
            discussion:
                "With `separate`, each channel or sound track has one speaker, as in recordings of calls and headsets."
        ))
    var channels = ChannelUse.mix

    func validate() throws {
        let allowed = TranscriptionSettings.allowedSpeakers
        guard [exact, minSpeakers, maxSpeakers].compactMap(\.self).allSatisfy(allowed.contains) else {
            throw ValidationError("the number of speakers must be from \(allowed.lowerBound) to \(allowed.upperBound)")
        }
        guard minSpeakers <= maxSpeakers ?? minSpeakers else {
            throw ValidationError("--min-speakers is more than --max-speakers")
        }
        guard exact == nil || (minSpeakers == 1 && maxSpeakers == nil) else {
            throw ValidationError("--speakers excludes --min-speakers and --max-speakers")
        }
        guard channels == .mix || (exact == nil && minSpeakers == 1 && maxSpeakers == nil) else {
            throw ValidationError(
                "--channels separate excludes numbers of speakers, because each channel is one speaker")
        }
    }

    /// The options of the clustering.
    var clustering: ClusteringOptions {
        ClusteringOptions(speakerCount: exact, minimumSpeakers: minSpeakers, maximumSpeakers: maxSpeakers)
    }
}
