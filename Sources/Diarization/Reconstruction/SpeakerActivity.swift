public import Transcript

/// In which share of the windows each speaker talks in each frame of a recording, and how many speakers talk.
///
/// Its frames are those of the segmentation (16.875 ms), counted from the start of the recording.
public struct SpeakerActivity: Sendable {
    /// Seconds from one frame to the next.
    public static let stepSeconds = LocalSegmentation.frameStepSeconds
    /// Middle of frame 0, in seconds.
    public static let firstSeconds = LocalSegmentation.firstFrameSeconds

    /// Number of speakers.
    public let speakerCount: Int
    /// Share of the windows over a frame in which a speaker talks, 0 ... 1: frames x speakers, row by row.
    public let shares: [Float]
    /// Number of speakers that talk in each frame.
    public let counts: [UInt8]

    /// Wraps values; see the properties for the layout.
    public init(speakerCount: Int, shares: [Float], counts: [UInt8]) {
        self.speakerCount = speakerCount
        self.shares = shares
        self.counts = counts
    }

    /// Number of frames.
    public var frameCount: Int { counts.count }

    /// Number of frames whose middles lie in a recording of `sampleCount` samples at 16 kHz.
    public static func frameCount(sampleCount: Int) -> Int {
        max(0, Int(((Double(sampleCount) / 16_000 - firstSeconds) / stepSeconds).rounded(.up)))
    }

    /// Middle of a frame, in seconds.
    public static func seconds(_ frame: Int) -> Double { firstSeconds + Double(frame) * stepSeconds }

    /// Frames whose middles lie in a span of time.
    public func frames(in range: TimeRange) -> Range<Int> {
        func index(_ seconds: Double) -> Int {
            min(frameCount, max(0, Int(((seconds - Self.firstSeconds) / Self.stepSeconds).rounded(.up))))
        }
        let first = index(range.start)
        return first..<max(first, index(range.end))
    }

    /// The speakers of a frame, strongest first, the lower index first among equals; at most the frame's count.
    ///
    /// A speaker who talks in no window is left out, with one exception: where somebody talks but no known speaker talks in
    /// any window, it is speaker 0.
    public func speakers(_ frame: Int) -> [Int] {
        let base = frame * speakerCount
        guard counts[frame] > 0, speakerCount > 0 else { return [] }
        let order = (0..<speakerCount).filter { shares[base + $0] > 0 }.sorted {
            shares[base + $0] > shares[base + $1] || (shares[base + $0] == shares[base + $1] && $0 < $1)
        }
        return order.isEmpty ? [0] : Array(order.prefix(Int(counts[frame])))
    }

    /// Spans in which each speaker talks, ordered by start, then by speaker.
    /// - Parameters:
    ///   - exclusive: whether only the strongest speaker of each frame counts.
    ///   - endSeconds: length of the recording; no span extends beyond it.
    public func spans(exclusive: Bool, endSeconds: Double) -> [SpeechSpan] {
        var began = [Int?](repeating: nil, count: speakerCount)
        var spans: [SpeechSpan] = []
        func close(_ speaker: Int, _ frame: Int) {
            guard let start = began[speaker] else { return }
            let (from, to) = (Self.seconds(start), min(endSeconds, Self.seconds(frame)))
            if from < to { spans.append(SpeechSpan(speaker: speaker, range: TimeRange(start: from, end: to))) }
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
        return spans.sorted {
            ($0.range.start, $0.speaker) < ($1.range.start, $1.speaker)
        }
    }
}
