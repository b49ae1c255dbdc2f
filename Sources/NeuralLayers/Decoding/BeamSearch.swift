internal import CKernels

/// Beam search over the texts of one chunk.
///
/// The most probable texts so far go on side by side; a text that ends is kept, and the best by mean log probability a
/// token wins, so that long and short texts compare fairly.
struct MoonshineBeam {
    /// Texts that go on side by side.
    let width: Int
    /// Texts that go on.
    private(set) var live: [MoonshineDecoder.Sequence]
    private var ended: [(sequence: MoonshineDecoder.Sequence, ending: RecognizedChunk.Ending)] = []

    init(_ start: MoonshineDecoder.Sequence, width: Int) {
        self.width = width
        live = [start]
    }

    /// Whether nothing is left to decode.
    var isDone: Bool { live.isEmpty }

    /// The best text and how it ended.
    var best: (sequence: MoonshineDecoder.Sequence, ending: RecognizedChunk.Ending)? {
        // A text that came to its end is better than any that was cut off.
        let complete = ended.filter { $0.ending == .complete }
        return (complete.isEmpty ? ended : complete).max { Self.quality($0.sequence) < Self.quality($1.sequence) }
    }

    private static func quality(_ sequence: MoonshineDecoder.Sequence) -> Float {
        sequence.score / Float(max(1, sequence.logProbabilities.count))
    }

    private struct Candidate {
        var beam: Int
        var token: Int
        var log: Float
        var score: Float
    }

    /// Takes the logits of the live texts' next tokens.
    /// - Parameter logits: one row of the vocabulary's size for each of `live`.
    mutating func advance(_ logits: UnsafePointer<Float>) {
        var candidates: [Candidate] = []
        var indices = [Int](repeating: 0, count: width)
        var logs = [Float](repeating: 0, count: width)
        for (beam, sequence) in live.enumerated() {
            ws_top_log_softmax(
                logits + beam * MoonshineTiny.vocabulary, MoonshineTiny.vocabulary, width, &indices, &logs)
            let score = sequence.score
            candidates += zip(indices, logs).map { Candidate(beam: beam, token: $0, log: $1, score: score + $1) }
        }
        candidates.sort { ($1.score, $0.beam, $0.token) < ($0.score, $1.beam, $1.token) }
        // A text goes on as itself once; further continuations of it are copies, made before it changes.
        var taken = Set<Int>()
        let chosen = candidates.prefix(width).map { candidate in
            let source = live[candidate.beam]
            let isFirst = taken.insert(candidate.beam).inserted
            return (candidate, isFirst ? nil : MoonshineDecoder.Sequence(continuing: source))
        }
        var next: [MoonshineDecoder.Sequence] = []
        for (candidate, copy) in chosen {
            let sequence = copy ?? live[candidate.beam]
            sequence.tokens.append(candidate.token)
            sequence.logProbabilities.append(candidate.log)
            if candidate.token == MoonshineTiny.endToken {
                ended.append((sequence, .complete))
            } else if let kept = RepetitionGuard.kept(sequence.tokens) {
                sequence.tokens.removeLast(sequence.tokens.count - kept)
                ended.append((sequence, .repetition))
            } else if sequence.tokens.count >= sequence.mostTokens {
                ended.append((sequence, .overlong))
            } else {
                next.append(sequence)
            }
        }
        // As many have come to their end as the beam is wide: what goes on is behind all of them.
        live = ended.count { $0.ending == .complete } < width ? next : []
    }
}
