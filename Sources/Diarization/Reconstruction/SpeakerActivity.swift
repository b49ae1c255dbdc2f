public import Transcript

/// How strongly each speaker is heard in each frame of a recording, and how many talk.
public struct SpeakerActivity: Sendable {
    /// Seconds from one frame to the next.
    public static let stepSeconds = LocalSegmentation.frameStepSeconds
    /// Seconds at which frame 0 is centred.
    public static let firstSeconds = LocalSegmentation.firstFrameSeconds

    /// Number of speakers.
    public let speakerCount: Int
    /// Share of the windows over a frame in which a speaker talks, 0 ... 1: frames x speakers.
    public let shares: [Float]
    /// Speakers that talk in each frame.
    public let counts: [UInt8]

    /// Wraps values that are already laid out.
    public init(speakerCount: Int, shares: [Float], counts: [UInt8]) {
        self.speakerCount = speakerCount
        self.shares = shares
        self.counts = counts
    }

    /// Number of frames.
    public var frameCount: Int { counts.count }

    /// Frames whose middles lie in a recording of that many samples at 16 kHz.
    public static func frameCount(sampleCount: Int) -> Int {
        max(0, Int(((Double(sampleCount) / 16_000 - firstSeconds) / stepSeconds).rounded(.up)))
    }

    /// The instant of a frame's middle, in seconds.
    public static func seconds(_ frame: Int) -> Double { firstSeconds + Double(frame) * stepSeconds }

    /// Frames whose middles lie in a span of time.
    public func frames(in range: TimeRange) -> Range<Int> {
        func index(_ seconds: Double) -> Int {
            min(frameCount, max(0, Int(((seconds - Self.firstSeconds) / Self.stepSeconds).rounded(.up))))
        }
        let first = index(range.start)
        return first..<max(first, index(range.end))
    }

    /// The speakers of a frame, strongest first: as many as talk, the lower index first among equals. Nobody is named
    /// whom no window hears, unless somebody talks and no window hears anybody that is known.
    public func speakers(_ frame: Int) -> [Int] {
        let base = frame * speakerCount
        guard counts[frame] > 0, speakerCount > 0 else { return [] }
        let order = (0..<speakerCount).filter { shares[base + $0] > 0 }.sorted {
            shares[base + $0] > shares[base + $1] || (shares[base + $0] == shares[base + $1] && $0 < $1)
        }
        return order.isEmpty ? [0] : Array(order.prefix(Int(counts[frame])))
    }

    /// Spans in which each speaker talks, ordered by start, then speaker.
    /// - Parameters:
    ///   - exclusive: keeps only the strongest speaker of each frame.
    ///   - endSeconds: length of the recording; no span reaches beyond it.
    public func turns(exclusive: Bool, endSeconds: Double) -> [SpeakerTurn] {
        var began = [Int?](repeating: nil, count: speakerCount)
        var turns: [SpeakerTurn] = []
        func close(_ speaker: Int, _ frame: Int) {
            guard let start = began[speaker] else { return }
            let (from, to) = (Self.seconds(start), min(endSeconds, Self.seconds(frame)))
            if from < to { turns.append(SpeakerTurn(speaker: speaker, range: TimeRange(start: from, end: to))) }
            began[speaker] = nil
        }
        for frame in 0..<frameCount {
            let talking = exclusive ? Array(speakers(frame).prefix(1)) : speakers(frame)
            for speaker in 0..<speakerCount {
                if talking.contains(speaker) {
                    if began[speaker] == nil { began[speaker] = frame }
                } else {
                    close(speaker, frame)
                }
            }
        }
        for speaker in 0..<speakerCount { close(speaker, frameCount) }
        return turns.sorted {
            ($0.range.start, $0.speaker) < ($1.range.start, $1.speaker)
        }
    }
}
