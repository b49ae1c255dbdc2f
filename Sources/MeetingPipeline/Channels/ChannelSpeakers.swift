internal import Diarization
internal import Transcript

/// The speakers of separate channels: one for each channel that has speech of its own.
struct ChannelSpeakers {
    /// Channels, from 0, in the order of their first speech, which is that of the speakers.
    let channels: [Int]
    /// The speakers, `S1` first.
    let speakers: [Speaker]
    /// Activity of the speakers over time; shares are of the power of all who talk.
    let activity: SpeakerActivity

    init(_ heard: PreparedChannels, _ own: ChannelSpeech) {
        let channels = own.spans.indices.filter { !own.spans[$0].isEmpty }.sorted {
            (own.spans[$0][0].start, $0) < (own.spans[$1][0].start, $1)
        }
        let frames = SpeakerActivity.frameCount(sampleCount: heard.sampleCount)
        var shares = [Float](repeating: 0, count: frames * channels.count)
        var counts = [UInt8](repeating: 0, count: frames)
        // Maps spans of time to frames, before there is an activity that can.
        let grid = SpeakerActivity(speakerCount: 0, shares: [], counts: counts)
        for (speaker, channel) in channels.enumerated() {
            for frame in own.spans[channel].flatMap({ grid.frames(in: $0) }) {
                // Each frame of a span has a share, however quiet it is.
                shares[frame * channels.count + speaker] = max(
                    .leastNormalMagnitude, own.power(channel, at: SpeakerActivity.seconds(frame)))
                counts[frame] = min(counts[frame], .max - 1) + 1
            }
        }
        for frame in 0..<frames where counts[frame] > 0 {
            let row = frame * channels.count..<(frame + 1) * channels.count
            let sum = shares[row].reduce(0, +)
            for index in row { shares[index] /= sum }
        }
        self.channels = channels
        speakers = channels.enumerated().map { rank, channel in
            Speaker(label: "S\(rank + 1)", embedding: heard.channels[channel].embedding)
        }
        activity = SpeakerActivity(speakerCount: channels.count, shares: shares, counts: counts)
    }
}
