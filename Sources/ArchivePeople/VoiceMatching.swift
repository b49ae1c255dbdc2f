/// Decides which voices are those of people who are known. Open-set: most voices may be nobody's.
///
/// A voice is a person's if it is like the person's profile, more so than any other person's and than any other voice of
/// its recording by a margin, and if it was heard alone for long enough. The score is the cosine of the two voices.
public struct VoiceMatching: Hashable, Sendable {
    /// Least cosine of a match, -1…1.
    public var leastScore: Double
    /// By how much a match must be better than the second best, 0…2.
    public var leastMargin: Double
    /// Least seconds for which a voice must have been heard alone.
    public var leastCleanSeconds: Double
    /// Least cosine at which a voice is suggested, -1…1.
    public var leastSuggestedScore: Double

    /// The values in use, from `scripts/measure-voices` on 118 speakers.
    ///
    /// Two recordings of half a minute of one voice had a cosine of 0.82 or more, single utterances of 2 s and more one of
    /// 0.61 or more; of 4,446 pairs of different voices 0.16 % reached 0.6, and all but two alike ones stayed below 0.67.
    /// As each of those voices was heard in one session only, which makes it more like itself than another day and
    /// another room would, the least score lies well below what one voice had. Two people who are much alike are told
    /// apart by the margin alone: 0.1 left them unnamed. Voices were also found in less than 5 s of speech, but those of
    /// strangers scatter most there; PLDA made no fewer errors than the cosine.
    public static let measured = VoiceMatching(
        leastScore: 0.6, leastMargin: 0.1, leastCleanSeconds: 5, leastSuggestedScore: 0.35)

    /// A person as the matching knows them.
    struct Profile: Sendable {
        let personID: Int64
        let embedding: [Float]
        /// Seconds that are in it.
        let seconds: Double
    }

    /// A speaker of a current transcript.
    struct Voice: Sendable {
        let speakerID: Int64
        let recordingID: Int64
        let embedding: [Float]
        let cleanSeconds: Double
        /// Who it is, where that is decided.
        let personID: Int64?
        /// Whether the program has decided so, which it may do anew.
        let isAutomatic: Bool
    }

    /// Why a voice that is somewhat like a person's is not taken for it.
    public enum Doubt: String, Hashable, Sendable, CaseIterable {
        /// It is not enough like it.
        case score
        /// Another person is nearly as like it, or more.
        case otherPerson = "other person"
        /// Another voice of the recording is the person, or nearly as like.
        case otherVoice = "other voice"
        /// It was not heard alone for long enough.
        case tooShort = "too short"
        /// A user has said that it is somebody else.
        case refused
        /// Nothing speaks against it, but nothing has been decided since.
        case none
    }

    /// How like a voice is a person's.
    struct Likeness: Hashable, Sendable {
        let personID: Int64
        let speakerID: Int64
        let score: Double
        let doubt: Doubt
    }

    /// For each voice that is nobody's yet the people whom it is most like, the best first.
    ///
    /// What a voice itself has added to a profile does not count.
    /// - Parameters:
    ///   - revises: Also for voices for which the program has decided, who may be another person by now.
    ///   - voices: All voices of each recording that has any.
    ///   - refusals: Who a voice is not.
    func likenesses(
        _ voices: [Voice], _ profiles: [Profile], refusals: Set<PeopleState.Refusal>, most: Int,
        revises: Bool = false
    ) -> [[Likeness]] {
        let table = ScoreTable(voices, profiles)
        let recordings = Dictionary(grouping: voices.indices, by: { voices[$0].recordingID })
        return voices.indices.filter { voices[$0].personID == nil || revises && voices[$0].isAutomatic }.map { index in
            let order = table.best(of: index, most: max(2, most))
            return order.prefix(most).enumerated().compactMap { rank, person in
                let score = Double(table[index, person])
                guard score >= leastSuggestedScore else { return nil }
                let (voice, profile) = (voices[index], profiles[person])
                let others = (recordings[voice.recordingID] ?? []).filter { $0 != index }
                return Likeness(
                    personID: profile.personID, speakerID: voice.speakerID, score: score,
                    doubt: doubt(
                        score, voice,
                        isRefused: refusals.contains(
                            PeopleState.Refusal(personID: profile.personID, speakerID: voice.speakerID)),
                        otherPerson: order.first { $0 != person }.map { Double(table[index, $0]) }, rank: rank,
                        isHeardElsewhere: others.contains { voices[$0].personID == profile.personID },
                        otherVoice: others.map { Double(table[$0, person]) }.max()))
            }
        }.filter { !$0.isEmpty }
    }

    private func doubt(
        _ score: Double, _ voice: Voice, isRefused: Bool, otherPerson: Double?, rank: Int, isHeardElsewhere: Bool,
        otherVoice: Double?
    ) -> Doubt {
        if isRefused { return .refused }
        if score < leastScore { return .score }
        if rank > 0 || score < (otherPerson ?? -1) + leastMargin { return .otherPerson }
        if isHeardElsewhere || score < (otherVoice ?? -1) + leastMargin { return .otherVoice }
        return voice.cleanSeconds < leastCleanSeconds ? .tooShort : .none
    }
}

/// Cosines of voices and profiles; -1 where the two cannot be compared.
private struct ScoreTable {
    private let columnCount: Int
    private var scores: [Float]

    init(_ voices: [VoiceMatching.Voice], _ profiles: [VoiceMatching.Profile]) {
        columnCount = profiles.count
        scores = [Float](repeating: -1, count: voices.count * profiles.count)
        let units = profiles.map { VoiceProfile.unit($0.embedding).map { Float($0) } }
        for (row, voice) in voices.enumerated() {
            let unit = VoiceProfile.unit(voice.embedding).map { Float($0) }
            guard !unit.isEmpty else { continue }
            for (column, profile) in units.enumerated() where profile.count == unit.count {
                scores[row * columnCount + column] =
                    voice.personID == profiles[column].personID
                    ? Self.dot(unit, Self.rest(of: profiles[column], without: voice, unit))
                    : Self.dot(unit, profile)
            }
        }
    }

    subscript(voice: Int, profile: Int) -> Float { scores[voice * columnCount + profile] }

    /// The profiles with the highest scores, the best first; of equal ones the first.
    func best(of voice: Int, most: Int) -> [Int] {
        var order: [Int] = []
        for column in 0..<columnCount {
            let score = self[voice, column]
            if order.count == most, let last = order.last, score <= self[voice, last] { continue }
            let place = order.firstIndex { self[voice, $0] < score } ?? order.endIndex
            order.insert(column, at: place)
            if order.count > most { order.removeLast() }
        }
        return order
    }

    /// What a profile would be without a voice that is in it, at length 1; no direction where nothing else is in it.
    private static func rest(
        of profile: VoiceMatching.Profile, without voice: VoiceMatching.Voice, _ unit: [Float]
    ) -> [Float] {
        let seconds = profile.seconds - voice.cleanSeconds
        guard seconds > 1e-6 else { return [Float](repeating: 0, count: unit.count) }
        let rest = zip(profile.embedding, unit).map { mean, own in
            Float(Double(mean) * profile.seconds - Double(own) * voice.cleanSeconds)
        }
        return VoiceProfile.unit(rest).map { Float($0) }
    }

    /// Sixteen sums side by side, which the processor adds at once.
    private static func dot(_ a: [Float], _ b: [Float]) -> Float {
        a.withUnsafeBytes { a in
            b.withUnsafeBytes { b in
                var sums = SIMD16<Float>()
                let stride = MemoryLayout<SIMD16<Float>>.size
                var offset = 0
                while offset + stride <= a.count {
                    sums +=
                        a.loadUnaligned(fromByteOffset: offset, as: SIMD16<Float>.self)
                        * b.loadUnaligned(fromByteOffset: offset, as: SIMD16<Float>.self)
                    offset += stride
                }
                var rest: Float = 0
                while offset < a.count {
                    rest +=
                        a.loadUnaligned(fromByteOffset: offset, as: Float.self)
                        * b.loadUnaligned(fromByteOffset: offset, as: Float.self)
                    offset += 4
                }
                return sums.sum() + rest
            }
        }
    }
}
