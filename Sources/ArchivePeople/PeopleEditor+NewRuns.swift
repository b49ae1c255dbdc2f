package import ArchiveCore
import Foundation
import GRDB
import Transcript

extension PeopleEditor {
    /// Share of the speech of each of two speakers in which the other one must be heard for both to be the same.
    private static let sharedSpeech = 0.5

    /// Identifies the speakers of a run that has just become current: first those who were known in the run before, then
    /// those whose voices are like the profile of a person.
    package func identifySpeakers(ofNewRun run: InsertedRun) throws {
        guard try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM people_events)") == true else { return }
        if let formerRunID = run.formerRunID { try carry(from: formerRunID, to: run.runID) }
        try match(recordingID: run.recordingID)
    }

    /// A speaker is one of the earlier run where each is heard for more than half of the time in which the other is, and
    /// where their voices, if both are known, are as alike as a match must be. No other speaker of either run can be so.
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

    private func areAlike(_ pair: PeopleEvent.CarriedSpeaker) throws -> Bool {
        let voices = try [pair.formerID, pair.speakerID].map { id -> [Double] in
            let row = try Row.fetchOne(db, sql: "SELECT id, embedding FROM speakers WHERE id = ?", arguments: [id])
            return VoiceProfile.unit(try row?.embedding() ?? [])
        }
        // Where a voice is not known, or another network has heard it, time alone has to tell.
        guard !voices[0].isEmpty, voices[0].count == voices[1].count else { return true }
        return zip(voices[0], voices[1]).reduce(0) { $0 + $1.0 * $1.1 } >= matching.leastScore
    }

    private static func seconds(_ spans: [HeardSpan]) -> [Int64: Double] {
        spans.reduce(into: [:]) { $0[$1.speakerID, default: 0] += $1.range.duration }
    }
}
