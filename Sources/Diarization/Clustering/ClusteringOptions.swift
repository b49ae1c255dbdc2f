/// What may be known or tuned about the speakers of a recording.
public struct ClusteringOptions: Hashable, Sendable {
    /// Exact number of speakers, where it is known.
    public var speakerCount: Int?
    /// Fewest speakers to find.
    public var minimumSpeakers: Int
    /// Most speakers to find; nil for no limit.
    public var maximumSpeakers: Int?

    /// Mean cosine down to which pieces of one voice are joined before the variational step, -1 ... 1. Pieces of 2 s of
    /// one voice agree to 0.5 to 0.6, of two voices to 0.1 to 0.2; the middle loses neither.
    public var linkageSimilarity = 0.35
    /// Seconds of speech below which an embedding is too noisy to shape the clusters.
    public var leastSeconds = 0.8
    /// The same where there is so little speech that short stretches are all that tells of some voices: who says a few
    /// words in half a minute is lost with 0.8 s. In an hour the short stretches alone made up a voice.
    public var leastSecondsOfLittle = 0.5
    /// Seconds of single voices up to which there is little speech.
    public var littleSeconds = 300.0
    /// Share of all speech below which a voice is not believed, 0 ... 1. The longer a recording, the more odd stretches
    /// look alike by chance: in an hour with six speakers two such voices had 0.2 and 0.26 % of the speech.
    public var leastShare = 0.003
    /// Share of all speech below which a voice that is like a larger one is taken for a part of it, 0 ... 1. Where
    /// somebody says much in an unusual way, that can look like a voice of its own: in four hours with six speakers there
    /// was such a one with 0.7 % of the speech.
    public var splinterShare = 0.02
    /// Cosine between the mean embeddings of two voices from which on they are alike in that sense, -1 ... 1. It was 0.58
    /// there, and at most 0.26 between the six.
    public var splinterSimilarity = 0.5

    /// Takes what is known of the number of speakers; all of it is optional.
    public init(speakerCount: Int? = nil, minimumSpeakers: Int = 1, maximumSpeakers: Int? = nil) {
        self.speakerCount = speakerCount
        self.minimumSpeakers = minimumSpeakers
        self.maximumSpeakers = maximumSpeakers
    }

    /// The number of speakers to settle on when `found` came out of the clustering by itself; at least 1.
    func settled(_ found: Int) -> Int {
        max(1, speakerCount ?? max(minimumSpeakers, min(found, maximumSpeakers ?? found)))
    }

    /// Frames of `SpeakerActivity` below which a stretch does not shape the clusters.
    /// - Parameter frames: length of each stretch of a single voice.
    func leastFrames(_ frames: [Int]) -> Int {
        let isLittle = Double(frames.reduce(0, +)) * SpeakerActivity.stepSeconds <= littleSeconds
        return Int(((isLittle ? leastSecondsOfLittle : leastSeconds) / SpeakerActivity.stepSeconds).rounded())
    }

    /// Takes back voices that are heard in less than the least share of the speech, and joins those that are heard in
    /// little of it and are like a larger one with that.
    /// - Parameters:
    ///   - labels: voice of each piece, 0 ..< number of voices.
    ///   - frames: length of each piece.
    ///   - centroids: mean embedding of each voice, of any length.
    /// - Returns: labels 0 ..< `count`, nil for pieces of a voice that is not believed.
    func believed(_ labels: [Int], frames: [Int], centroids: [[Double]]) -> (labels: [Int?], count: Int) {
        var heard = [Int](repeating: 0, count: centroids.count)
        for (label, count) in zip(labels, frames) { heard[label] += count }
        let all = Double(heard.reduce(0, +))
        let ghosts = heard.indices.filter { Double(heard[$0]) < leastShare * all }
        // The larger voice that each splinter is of; never a ghost, as a splinter is none.
        var wholes: [Int: Int] = [:]
        for voice in heard.indices where !ghosts.contains(voice) && Double(heard[voice]) < splinterShare * all {
            let larger = heard.indices.filter { heard[$0] > heard[voice] }
            let likeness = larger.map { Vectors.cosine(centroids[voice], centroids[$0]) }
            guard let most = likeness.indices.max(by: { likeness[$0] < likeness[$1] }),
                likeness[most] >= splinterSimilarity
            else { continue }
            wholes[voice] = larger[most]
        }
        // The rarest go first; as many stay as the user says there are.
        let rare = (ghosts + wholes.keys).sorted { (heard[$0], $0) < (heard[$1], $1) }
        let gone = Set(rare.prefix(max(0, heard.count - settled(1))))
        let kept = heard.indices.filter { !gone.contains($0) }
        let target = heard.indices.map { voice in
            var whole = voice
            while gone.contains(whole) {
                guard let next = wholes[whole] else { return Int?.none }
                whole = next
            }
            return kept.firstIndex(of: whole)
        }
        return (labels.map { target[$0] }, kept.count)
    }
}
