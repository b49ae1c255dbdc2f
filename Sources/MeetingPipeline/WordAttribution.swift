internal import Diarization
internal import Transcript

/// Gives each word a speaker.
struct WordAttribution {
    private let activity: SpeakerActivity
    private let turns: [SpeechSpan]

    init(_ diarization: SpeakerDiarization) {
        activity = diarization.activity
        turns = diarization.exclusiveSpeech
    }

    /// Gives each word the speaker with the largest share of it, and the margin over the second, 0 ... 1.
    ///
    /// Where no speaker is active, the nearest turn decides, with margin 0. A few words with a small margin inside
    /// another speaker's sentence go to that speaker.
    func attribute(_ words: [Word]) -> [Word] {
        var result = words.map(attribute)
        var start = 0
        while start < result.count {
            var end = start
            while end < result.count, result[end].speaker == result[start].speaker { end += 1 }
            if start > 0, end < result.count, result[start - 1].speaker == result[end].speaker,
                isDoubtful(result[start..<end], before: result[start - 1], after: result[end])
            {
                for index in start..<end {
                    result[index].speaker = result[end].speaker
                    result[index].speakerMargin = 0
                }
            }
            start = end
        }
        return result
    }

    /// Max length of a run of words, in seconds, that counts as an error of the diarization when its margin is small.
    private static let slipSeconds = 0.6
    /// Margin below which such a run goes to the other speaker.
    private static let slipMargin = 0.5
    /// A pause of this length on either side makes a run stand on its own.
    private static let slipPauseSeconds = 0.3

    private func isDoubtful(_ run: ArraySlice<Word>, before: Word, after: Word) -> Bool {
        guard let first = run.first, let last = run.last else { return false }
        let margin = run.reduce(0) { $0 + $1.speakerMargin } / Double(run.count)
        return last.range.end - first.range.start < Self.slipSeconds && margin < Self.slipMargin
            && first.range.start - before.range.end < Self.slipPauseSeconds
            && after.range.start - last.range.end < Self.slipPauseSeconds
    }

    private func attribute(_ word: Word) -> Word {
        var word = word
        let frames = activity.frames(in: word.range)
        let span = frames.isEmpty ? nearestFrame(word.range.middle).map { $0..<$0 + 1 } ?? frames : frames
        var heard = [Float](repeating: 0, count: activity.speakerCount)
        var overlapped = 0
        for frame in span {
            overlapped += activity.counts[frame] > 1 ? 1 : 0
            for speaker in heard.indices { heard[speaker] += activity.shares[frame * activity.speakerCount + speaker] }
        }
        let order = heard.indices.sorted { heard[$0] > heard[$1] || (heard[$0] == heard[$1] && $0 < $1) }
        if let best = order.first, heard[best] > 0 {
            let second = order.count > 1 ? heard[order[1]] : 0
            word.speaker = best
            word.speakerMargin = min(1, Double((heard[best] - second) / Float(span.count)))
        } else {
            word.speaker = nearestTurn(word.range)?.speaker
            word.speakerMargin = 0
        }
        word.isOverlapped = overlapped * 2 > span.count
        return word
    }

    private func nearestFrame(_ seconds: Double) -> Int? {
        guard activity.frameCount > 0 else { return nil }
        let index = Int(((seconds - SpeakerActivity.firstSeconds) / SpeakerActivity.stepSeconds).rounded())
        return min(max(0, index), activity.frameCount - 1)
    }

    private func nearestTurn(_ range: TimeRange) -> SpeechSpan? {
        func distance(_ turn: SpeechSpan) -> Double {
            max(0, turn.range.start - range.end, range.start - turn.range.end)
        }
        return turns.min { distance($0) < distance($1) }
    }
}
