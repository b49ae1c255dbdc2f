import TensorKit

/// Decides which voices belong to known people. The set is open: most voices may belong to nobody who is known.
///
/// A voice matches a person if its score, the cosine of the voice and the profile of the person, is high enough; if it is
/// higher by a margin than the score of any other person and of any other voice of the recording; and if the voice was
/// heard alone for long enough.
public struct VoiceMatching: Hashable, Sendable {
    /// Minimum cosine of a match, -1…1.
    public var minScore: Double
    /// By how much a match must be better than the second best, 0…2.
    public var minMargin: Double
    /// Minimum seconds for which a voice must have been heard alone.
    public var minCleanSeconds: Double
    /// Minimum cosine at which a voice is suggested, -1…1.
    public var minSuggestedScore: Double

    /// The values in use, from `scripts/measure-voices` on 118 speakers.
    ///
    /// Two recordings of half a minute of one voice had a cosine of 0.82 or more, single utterances of 2 s and more one of
    /// 0.61 or more; of 4,446 pairs of different voices 0.16 % reached 0.6, and all but two alike ones stayed below 0.67.
    /// As each of those voices was heard in one session only, which makes it more like itself than another day and
    /// another room would, the minimum score lies well below what one voice had. Two people who are much alike are told
    /// apart by the margin alone: 0.1 left them unnamed. Voices were also found in less than 5 s of speech, but those of
    /// strangers scatter most there; PLDA made no fewer errors than the cosine.
    public static let measured = VoiceMatching(
        minScore: 0.6, minMargin: 0.1, minCleanSeconds: 5, minSuggestedScore: 0.35)

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
        /// Whether the program has decided it, in which case it may decide again.
        let isAutomatic: Bool
    }

    /// Why a voice that is somewhat like that of a person is no match.
    public enum Doubt: String, Hashable, Sendable, CaseIterable {
        /// The score is too low.
        case score
        /// The score of another person is higher, or nearly as high.
        case otherPerson = "other person"
        /// Another voice of the recording is the person, or its score is nearly as high.
        case otherVoice = "other voice"
        /// The voice was not heard alone for long enough.
        case tooShort = "too short"
        /// A user has said that it is somebody else.
        case refused
        /// Nothing speaks against it, but nothing has been decided since.
        case none
    }

    /// How alike a voice and the profile of a person are.
    struct Likeness: Hashable, Sendable {
        let personID: Int64
        let speakerID: Int64
        let score: Double
        let doubt: Doubt
    }

    /// For each voice without a person, the people with the highest scores, the best first.
    ///
    /// What a voice itself has added to a profile does not count.
    /// - Parameters:
    ///   - voices: All voices of each recording that has any.
    ///   - refusals: Pairs that are no match.
    ///   - maxCount: Maximum number of people for each voice.
    ///   - revises: Whether voices that the program has given to a person are looked at again.
    func likenesses(
        _ voices: [Voice], _ profiles: [Profile], refusals: Set<PeopleState.Refusal>, maxCount: Int,
        revises: Bool = false
    ) -> [[Likeness]] {
        let table = ScoreTable(voices, profiles)
        let recordings = Dictionary(grouping: voices.indices, by: { voices[$0].recordingID })
        return voices.indices.filter { voices[$0].personID == nil || revises && voices[$0].isAutomatic }.map { index in
            let order = table.best(of: index, maxCount: max(2, maxCount))
            return order.prefix(maxCount).enumerated().compactMap { rank, person in
                let score = Double(table[index, person])
                guard score >= minSuggestedScore else { return nil }
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

    /// The first reason against a match.
    private func doubt(
        _ score: Double, _ voice: Voice, isRefused: Bool, otherPerson: Double?, rank: Int, isHeardElsewhere: Bool,
        otherVoice: Double?
    ) -> Doubt {
        if isRefused { return .refused }
        if score < minScore { return .score }
        if rank > 0 || score < (otherPerson ?? -1) + minMargin { return .otherPerson }
        if isHeardElsewhere || score < (otherVoice ?? -1) + minMargin { return .otherVoice }
        return voice.cleanSeconds < minCleanSeconds ? .tooShort : .none
    }
}

/// Cosines of voices and profiles; -1 where the two cannot be compared.
private struct ScoreTable {
    private let columnCount: Int
    private var scores: [Float]

    init(_ voices: [VoiceMatching.Voice], _ profiles: [VoiceMatching.Profile]) {
        columnCount = profiles.count
        scores = [Float](repeating: -1, count: voices.count * profiles.count)
        let units = profiles.map { Vectors.unit($0.embedding).map { Float($0) } }
        for (row, voice) in voices.enumerated() {
            let unit = Vectors.unit(voice.embedding).map { Float($0) }
            guard !unit.isEmpty else { continue }
            for (column, profile) in units.enumerated() where profile.count == unit.count {
                scores[row * columnCount + column] =
                    voice.personID == profiles[column].personID
                    ? Vectors.dot(unit, Self.rest(of: profiles[column], without: voice, unit))
                    : Vectors.dot(unit, profile)
            }
        }
    }

    subscript(voice: Int, profile: Int) -> Float { scores[voice * columnCount + profile] }

    /// The profiles with the highest scores, the best first; the first of equal ones.
    func best(of voice: Int, maxCount: Int) -> [Int] {
        var order: [Int] = []
        for column in 0..<columnCount {
            let score = self[voice, column]
            if order.count == maxCount, let last = order.last, score <= self[voice, last] { continue }
            let place = order.firstIndex { self[voice, $0] < score } ?? order.endIndex
            order.insert(column, at: place)
            if order.count > maxCount { order.removeLast() }
        }
        return order
    }

    /// A profile without a voice that is in it, scaled to length 1; zeros where nothing else is in it.
    private static func rest(
        of profile: VoiceMatching.Profile, without voice: VoiceMatching.Voice, _ unit: [Float]
    ) -> [Float] {
        let seconds = profile.seconds - voice.cleanSeconds
        let nothing = [Float](repeating: 0, count: unit.count)
        guard seconds > 1e-6 else { return nothing }
        let rest = zip(profile.embedding, unit).map { mean, own in
            Float(Double(mean) * profile.seconds - Double(own) * voice.cleanSeconds)
        }
        let direction = Vectors.unit(rest)
        return direction.isEmpty ? nothing : direction.map { Float($0) }
    }
}
