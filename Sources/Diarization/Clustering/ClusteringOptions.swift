import TensorKit

/// What the caller knows about the number of speakers, and the thresholds of clustering.
///
/// A *piece* is a part of the recording in which one voice talks alone (at most 2 s); its *length* is in frames of
/// `SpeakerActivity`. *All speech* means the sum of the lengths of the clustered pieces.
public struct ClusteringOptions: Hashable, Sendable {
    /// Exact number of speakers, where it is known.
    public var speakerCount: Int?
    /// Smallest number of speakers to find.
    public var minimumSpeakers: Int
    /// Largest number of speakers to find; nil for no limit.
    public var maximumSpeakers: Int?

    /// Mean cosine, -1 ... 1, down to which clusters of pieces are joined before the variational step. Larger means
    /// more clusters. Pieces of 2 s of one voice agree to 0.5 to 0.6, of two voices to 0.1 to 0.2; a value in the
    /// middle keeps both apart.
    public var linkageSimilarity = 0.35
    /// Seconds; the embedding of a shorter piece is too noisy to take part in clustering.
    public var minPieceSeconds = 0.8
    /// The same in a recording with little speech, where short pieces are all there is of some voices: with 0.8 s, a
    /// speaker of a few words in half a minute is lost. In an hour, on the other hand, the short pieces alone made up a
    /// speaker that does not exist.
    public var minPieceSecondsWithLittleSpeech = 0.5
    /// Seconds of all speech up to which a recording has little speech.
    public var littleSpeechSeconds = 300.0
    /// Share of all speech, 0 ... 1; a speaker with less is spurious. Larger means fewer speakers. The longer a
    /// recording, the more odd pieces are similar by chance: in an hour with six speakers two spurious ones had 0.2 and
    /// 0.26 % of the speech.
    public var minSpeakerShare = 0.003
    /// Share of all speech, 0 ... 1; a speaker with less is a fragment of a larger one if their voices are similar.
    /// Larger means fewer speakers. Somebody who says much in an unusual voice can look like a second speaker: in four
    /// hours with six speakers there was one such fragment, with 0.7 % of the speech.
    public var fragmentShare = 0.02
    /// Cosine between the mean embeddings of two speakers, -1 ... 1, from which on the smaller may be a fragment of the
    /// larger. Larger means more speakers. In the recording above it was 0.58 for the fragment, and at most 0.26
    /// between the six speakers.
    public var fragmentSimilarity = 0.5

    /// Takes what is known of the number of speakers; all of it is optional.
    public init(speakerCount: Int? = nil, minimumSpeakers: Int = 1, maximumSpeakers: Int? = nil) {
        self.speakerCount = speakerCount
        self.minimumSpeakers = minimumSpeakers
        self.maximumSpeakers = maximumSpeakers
    }

    /// The number of speakers to use when clustering found `found` without constraints; at least 1.
    func constrained(_ found: Int) -> Int {
        max(1, speakerCount ?? max(minimumSpeakers, min(found, maximumSpeakers ?? found)))
    }

    /// Length in frames below which a piece does not take part in clustering.
    /// - Parameter frames: length of each piece.
    func minPieceFrames(_ frames: [Int]) -> Int {
        let isLittle = Double(frames.reduce(0, +)) * SpeakerActivity.stepSeconds <= littleSpeechSeconds
        let seconds = isLittle ? minPieceSecondsWithLittleSpeech : minPieceSeconds
        return Int((seconds / SpeakerActivity.stepSeconds).rounded())
    }

    /// Removes spurious speakers, and joins fragments to the speaker to which they belong.
    ///
    /// The speakers with the least speech go first, and only as many go as the constraints on the number of speakers
    /// allow.
    /// - Parameters:
    ///   - labels: speaker of each piece, 0 ..< number of speakers.
    ///   - frames: length of each piece.
    ///   - centroids: mean embedding of each speaker, of any length.
    /// - Returns: labels 0 ..< `count`, nil for the pieces of a spurious speaker.
    func pruned(_ labels: [Int], frames: [Int], centroids: [[Double]]) -> (labels: [Int?], count: Int) {
        var spoken = [Int](repeating: 0, count: centroids.count)
        for (label, count) in zip(labels, frames) { spoken[label] += count }
        let all = Double(spoken.reduce(0, +))
        let spurious = spoken.indices.filter { Double(spoken[$0]) < minSpeakerShare * all }
        // The larger speaker to which each fragment belongs. Neither is spurious.
        var parents: [Int: Int] = [:]
        for speaker in spoken.indices where !spurious.contains(speaker) && Double(spoken[speaker]) < fragmentShare * all
        {
            let larger = spoken.indices.filter { spoken[$0] > spoken[speaker] }
            let similarities = larger.map { Vectors.cosine(centroids[speaker], centroids[$0]) }
            guard let nearest = similarities.indices.max(by: { similarities[$0] < similarities[$1] }),
                similarities[nearest] >= fragmentSimilarity
            else { continue }
            parents[speaker] = larger[nearest]
        }
        let candidates = (spurious + parents.keys).sorted { (spoken[$0], $0) < (spoken[$1], $1) }
        let removed = Set(candidates.prefix(max(0, spoken.count - constrained(1))))
        let kept = spoken.indices.filter { !removed.contains($0) }
        let target = spoken.indices.map { speaker in
            // A fragment may belong to a fragment.
            var parent = speaker
            while removed.contains(parent) {
                guard let next = parents[parent] else { return Int?.none }
                parent = next
            }
            return kept.firstIndex(of: parent)
        }
        return (labels.map { target[$0] }, kept.count)
    }
}
