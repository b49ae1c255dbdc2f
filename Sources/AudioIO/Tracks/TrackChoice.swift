/// Which of several sound tracks is read.
///
/// The order is: the tracks that the file marks as default, then the others, then commentaries and descriptions of the
/// pictures; among equals the order of the file. The first of these that can be decoded and is not silent is read. A screen
/// recorder, for example, writes the sound of programs and that of the microphone to two tracks, of which one often is
/// silent.
struct TrackChoice {
    /// What a look at the sound of a track finds.
    enum Look: Equatable {
        case sound
        case silent
        case undecodable(reason: String)
    }

    /// Place of the track that is read.
    let index: Int
    /// The other tracks, in the order of the file.
    let unread: [UnreadTrack]

    /// - Parameters:
    ///   - tracks: in the order of the file, at least one.
    ///   - look: looks at the sound of the track at a place; a single track is not looked at.
    init(_ tracks: [AudioTrack], look: (Int) throws(AudioError) -> Look) throws(AudioError) {
        var findings = [UnreadTrack.Finding](repeating: .notLookedAt, count: tracks.count)
        let order = tracks.indices.sorted { (Self.rank(tracks[$0]), $0) < (Self.rank(tracks[$1]), $1) }
        var index = tracks.count == 1 ? 0 : nil
        for candidate in order where index == nil {
            switch try look(candidate) {
            case .sound: index = candidate
            case .silent: findings[candidate] = .silent
            case .undecodable(let reason): findings[candidate] = .undecodable(reason: reason)
            }
        }
        // Where there is no sound at all, the silence of a track is read, or else the error is that of the first one.
        let chosen = index ?? order.first { findings[$0] == .silent } ?? order[0]
        self.index = chosen
        unread = tracks.indices.filter { $0 != chosen }.map { UnreadTrack(tracks[$0], findings[$0]) }
    }

    private static func rank(_ track: AudioTrack) -> Int { track.isDefault ? 0 : track.isCommentary ? 2 : 1 }
}
