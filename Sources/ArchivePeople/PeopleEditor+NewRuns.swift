package import ArchiveCore
import Foundation
import GRDB
import TensorKit
import Transcript

extension PeopleEditor {
    /// Two speakers of two runs are the same if each speaks during more than this share of the speech of the other.
    private static let sharedSpeech = 0.5

    /// Identifies the speakers of a run that has just become current: first those who were known in the run before, then
    /// those whose voices are like the profile of a person.
    package func identifySpeakers(ofNewRun run: InsertedRun) throws {
        guard try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM people_events)") == true else { return }
        if let formerRunID = run.formerRunID { try carry(from: formerRunID, to: run.runID) }
        try match(recordingID: run.recordingID)
    }

    /// Carries what is known of the speakers of the run before over to the speakers of a new run.
    ///
    /// Two speakers are the same if each speaks during more than half of the speech of the other, and if their voices,
    /// where both are known, are as alike as a match must be. At most one speaker of either run can fulfil this.
    private func carry(from formerRun: Int64, to run: Int64) throws {
        let state = try log.state()
        let known = Set(state.claims.keys).union(state.refusals.map(\.speakerID))
        let (former, new) = (try HeardSpan.all(db, runID: formerRun), try HeardSpan.all(db, runID: run))
        let shared = HeardSpan.sharedSeconds(former, new)
        let (formerSeconds, newSeconds) = (Self.seconds(former), Self.seconds(new))
        let pairs = try shared.filter { pair, seconds in
            known.contains(pair.formerID)
                && seconds > Self.sharedSpeech * (formerSeconds[pair.formerID] ?? 0)
                && seconds > Self.sharedSpeech * (newSeconds[pair.newID] ?? 0)
        }.keys.map { PeopleEvent.CarriedSpeaker(formerID: $0.formerID, speakerID: $0.newID) }.filter(areAlike).sorted {
            $0.formerID < $1.formerID
        }
        guard !pairs.isEmpty else { return }
        _ = try insert(.carry(pairs))
        try project()
    }

    /// Whether nothing in the voices of two speakers speaks against their being the same.
    private func areAlike(_ pair: PeopleEvent.CarriedSpeaker) throws -> Bool {
        let voices = try [pair.formerID, pair.speakerID].map { id -> [Double] in
            let row = try Row.fetchOne(db, sql: "SELECT id, embedding FROM speakers WHERE id = ?", arguments: [id])
            return Vectors.unit(try row?.embedding() ?? [])
        }
        // Time alone decides where a voice is not known, or where another network has made its embedding.
        guard !voices[0].isEmpty, voices[0].count == voices[1].count else { return true }
        return Vectors.dot(voices[0], voices[1]) >= matching.minScore
    }

    /// Seconds of speech of each speaker.
    private static func seconds(_ spans: [HeardSpan]) -> [Int64: Double] {
        spans.reduce(into: [:]) { $0[$1.speakerID, default: 0] += $1.range.duration }
    }
}
