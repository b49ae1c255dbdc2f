import ArgumentParser
import Diarization
import MeetingPipeline

/// What a user may know about the speakers of a recording.
struct SpeakerOptions: ParsableArguments {
    @Option(
        name: .customLong("speakers"), help: ArgumentHelp("The number of speakers, where it is known.", valueName: "n"))
    var exact: Int?

    @Option(name: .customLong("min-speakers"), help: ArgumentHelp("The smallest number of speakers.", valueName: "n"))
    var fewest = 1

    @Option(name: .customLong("max-speakers"), help: ArgumentHelp("The largest number of speakers.", valueName: "n"))
    var most: Int?

    @Option(
        help: ArgumentHelp(
            "What is made of several channels.",
            discussion:
                "`separate` takes each for one speaker's, as in recordings of calls and headsets, and so each sound track."
        ))
    var channels = ChannelUse.mix

    func validate() throws {
        let allowed = TranscriptionSettings.allowedSpeakers
        guard [exact, fewest, most].compactMap(\.self).allSatisfy(allowed.contains) else {
            throw ValidationError("numbers of speakers go from \(allowed.lowerBound) to \(allowed.upperBound)")
        }
        guard fewest <= most ?? fewest else { throw ValidationError("--min-speakers is more than --max-speakers") }
        guard exact == nil || (fewest == 1 && most == nil) else {
            throw ValidationError("--speakers goes without --min-speakers and --max-speakers")
        }
        guard channels == .mix || (exact == nil && fewest == 1 && most == nil) else {
            throw ValidationError(
                "--channels separate goes without numbers of speakers: each channel is one speaker's")
        }
    }

    /// The same for the clustering.
    var clustering: ClusteringOptions {
        ClusteringOptions(speakerCount: exact, minimumSpeakers: fewest, maximumSpeakers: most)
    }
}
