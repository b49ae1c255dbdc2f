/// The voice of a person: the mean of the voices of the person's speakers, each of length 1, weighted by the seconds for
/// which each was heard alone.
struct VoiceProfile: Hashable, Sendable {
    /// Empty where no voice is known.
    var embedding: [Float] = []
    /// Seconds that are in it.
    var seconds = 0.0

    /// Sums up voices in the order in which they are given: the same voices in the same order give the same bits.
    ///
    /// Voices that were not heard alone have no say, nor has one of another size than the first.
    init(_ voices: [(embedding: [Float], seconds: Double)]) {
        var sum: [Double] = []
        for voice in voices where voice.seconds > 0 {
            let unit = Self.unit(voice.embedding)
            if sum.isEmpty { sum = [Double](repeating: 0, count: unit.count) }
            guard !unit.isEmpty, unit.count == sum.count else { continue }
            for index in sum.indices { sum[index] += voice.seconds * unit[index] }
            seconds += voice.seconds
        }
        guard seconds > 0 else { return }
        embedding = sum.map { Float($0 / seconds) }
    }

    /// The vector at length 1; empty for one without a direction.
    static func unit(_ embedding: [Float]) -> [Double] {
        let length = embedding.reduce(0.0) { $0 + Double($1) * Double($1) }.squareRoot()
        guard length > 0, length.isFinite else { return [] }
        return embedding.map { Double($0) / length }
    }
}
