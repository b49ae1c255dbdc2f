internal import Recognition

/// The parts of a chunk that carry sound, by their energy: word times are clipped to them, because the recognizer's
/// alignment includes the silence beside them.
struct SoundingFrames {
    private static let frameSamples = 160
    private static let frameSeconds = 0.01
    private let sounding: [Bool]

    /// Finds frames of 10 ms that lie clearly above the chunk's quiet parts.
    ///
    /// The threshold stands a third of the way, in decibels, from the 10th to the 95th percentile of the chunk's own
    /// levels, so that neither gain nor steady noise matters.
    init(_ samples: [Float]) {
        let count = max(1, samples.count / Self.frameSamples)
        let levels = (0..<count).map { frame -> Float in
            let end = min(samples.count, (frame + 1) * Self.frameSamples)
            let energy = samples[frame * Self.frameSamples..<end].reduce(Float(1e-10)) { $0 + $1 * $1 }
            return Decibels.of(energy)
        }
        let ordered = levels.sorted()
        let quiet = ordered[count / 10]
        let loud = ordered[min(count - 1, count * 95 / 100)]
        // Hardly any difference: sound everywhere.
        let threshold = loud - quiet < 6 ? -Float.infinity : quiet + (loud - quiet) / 3
        sounding = levels.map { $0 >= threshold }
    }

    /// The word from its first sounding frame to its last; unchanged where it has none.
    func clip(_ word: RecognizedWord) -> RecognizedWord {
        let first = max(0, Int(word.start / Self.frameSeconds))
        let last = min(sounding.count, Int((word.end / Self.frameSeconds).rounded(.up)))
        guard first < last, let start = (first..<last).first(where: { sounding[$0] }),
            let end = (first..<last).last(where: { sounding[$0] })
        else { return word }
        var clipped = word
        clipped.start = max(word.start, Double(start) * Self.frameSeconds)
        clipped.end = max(clipped.start, min(word.end, Double(end + 1) * Self.frameSeconds))
        return clipped
    }
}
