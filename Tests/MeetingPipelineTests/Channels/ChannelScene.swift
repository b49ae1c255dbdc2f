import Transcript

@testable import MeetingPipeline

/// Channels made up of who talks when and how loudly, without any network or sound.
struct ChannelScene {
    let heard: PreparedChannels

    /// What one channel's owner says: span in seconds, and loudness there in dBFS.
    typealias Talk = (start: Double, end: Double, level: Float)

    /// - Parameters:
    ///   - leak: how much softer each channel has the others' voices, in decibels; nil where it has not.
    ///   - tailSeconds: for how long a leaked voice sounds on.
    ///   - sameAs: channels that are copies.
    init(
        durationSeconds: Double, _ talks: [[Talk]], leak: Float? = nil, tailSeconds: Double = 0,
        sameAs: [Int: Int] = [:]
    ) {
        let count = Int((durationSeconds / PreparedChannels.stepSeconds).rounded(.up))
        func level(_ talks: [Talk], _ step: Int, tail: Double = 0) -> Float? {
            let middle = (Double(step) + 0.5) * PreparedChannels.stepSeconds
            guard let talk = talks.last(where: { $0.start <= middle && middle < $0.end + tail }) else { return nil }
            // Syllables: the level goes up and down by 12 dB.
            return talk.level - [0, 2, 7, 12, 5, 1][step % 6]
        }
        var heard = PreparedChannels(
            sampleCount: Int((durationSeconds * 16_000).rounded()),
            channels: talks.map { _ in PreparedChannels.Channel() }
        )
        for channel in talks.indices {
            heard.channels[channel].sameAs = sameAs[channel]
            for step in 0..<count {
                var power = Decibels.power(-75)
                var isSpeech = false
                for other in talks.indices {
                    let isOwn = other == channel
                    guard isOwn || leak != nil, let loud = level(talks[other], step, tail: isOwn ? 0 : tailSeconds)
                    else { continue }
                    power += Decibels.power(loud + (isOwn ? 0 : leak ?? 0))
                    isSpeech = true
                }
                heard.channels[channel].power.append(power)
                heard.channels[channel].speech.append(isSpeech ? 0.9 : 0.02)
            }
        }
        self.heard = heard
    }

    var own: ChannelSpeech { ChannelSpeech(heard) }

    static func word(_ start: Double, _ end: Double, _ speaker: Int? = nil) -> Word {
        Word(text: "w", range: TimeRange(start: start, end: end), confidence: 1, speaker: speaker)
    }
}
