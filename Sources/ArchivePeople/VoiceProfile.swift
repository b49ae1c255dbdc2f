import TensorKit

/// The voice of a person: the mean of the embeddings of the person's speakers and samples, each scaled to length 1 and
/// weighted by the seconds for which it was heard alone.
struct VoiceProfile: Hashable, Sendable {
    /// The mean; empty where no voice is known.
    var embedding: [Float] = []
    /// Seconds that are in it.
    var seconds = 0.0

    /// Adds voices up in the given order: the same voices in the same order give the same bits.
    ///
    /// Voices that were not heard alone do not count, nor do voices of another size than the first.
    init(_ voices: [(embedding: [Float], seconds: Double)]) {
        var sum: [Double] = []
        for voice in voices where voice.seconds > 0 {
            let unit = Vectors.unit(voice.embedding)
            if sum.isEmpty { sum = [Double](repeating: 0, count: unit.count) }
            guard !unit.isEmpty, unit.count == sum.count else { continue }
            for index in sum.indices { sum[index] += voice.seconds * unit[index] }
            seconds += voice.seconds
        }
        guard seconds > 0 else { return }
        embedding = sum.map { Float($0 / seconds) }
    }
}
