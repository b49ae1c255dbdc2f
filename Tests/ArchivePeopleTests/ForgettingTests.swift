import ArchiveSearch
import Foundation
import GRDB
import RecordingStorage
import TestSupport
import Testing
import Transcript

@testable import ArchiveCore
@testable import ArchivePeople

@Suite struct ForgettingTests {
    private let folder: ScratchFolder
    private let archive: Archive
    private let now = "2024-06-01T00:00:00Z"
    private let name = "Zaphod Quux"

    init() throws {
        folder = try ScratchFolder()
        archive = try Archive(path: folder.file("archive.db"))
        for number in 1...3 as ClosedRange<UInt64> {
            try archive.save(
                VoiceFixtures.meeting(number, [(voice(1, number), 20), (voice(2, number), 20)]))
        }
    }

    private func voice(_ number: UInt64, _ take: UInt64) -> [Float] {
        VoiceFixtures.voice(number, deviation: 0.3, take: take)
    }

    private func speaker(_ recording: Int64, _ label: String) -> SpeakerReference {
        SpeakerReference(recordingID: recording, name: label)
    }

    /// Whether the bytes are in the database's file or in its log.
    private func isOnDisk(_ bytes: Data) throws -> Bool {
        try ["", "-wal"].contains { suffix in
            let path = archive.path + suffix
            guard FileManager.default.fileExists(atPath: path) else { return false }
            return try Data(contentsOf: URL(fileURLWithPath: path)).range(of: bytes) != nil
        }
    }

    private func isOnDisk(_ embedding: [Float]) throws -> Bool {
        // A page may end within an embedding, but not within each eighth of it.
        try stride(from: 0, to: embedding.count, by: 32).contains {
            try isOnDisk(EmbeddingBytes.encode(Array(embedding[$0..<$0 + 32])))
        }
    }

    private func profile(_ name: String) throws -> [Float] {
        try archive.pool.read { db in
            let row = try Row.fetchOne(db, sql: "SELECT profile FROM people WHERE name = ?", arguments: [name])
            return try row?.embedding("profile") ?? []
        }
    }

    @Test func nameAndVoiceAreGoneFromTheFile() throws {
        let sample = VoiceFixtures.voice(1, deviation: 0.2, take: 77)
        try archive.name(speaker(1, "S1"), name, at: now)
        try archive.name(speaker(1, "S2"), "Bob", at: now)
        try archive.enrol(
            name, [VoiceSample(file: "/samples/zaphod.wav", embedding: sample, cleanSeconds: 9)], at: now)
        try archive.renamePerson(name, name + " II", at: now)
        // An earlier transcript of the second recording has the voice as well.
        try archive.save(VoiceFixtures.meeting(2, [(voice(1, 8), 20), (voice(2, 8), 20)]))
        let profile = try profile(name + " II")
        let before = try self.profile("Bob")
        let embeddings = [voice(1, 1), voice(1, 2), voice(1, 3), voice(1, 8), sample, profile]
        for embedding in embeddings { #expect(try isOnDisk(embedding)) }
        #expect(try isOnDisk(Data(name.utf8)))

        let forgotten = try archive.forgetPerson(name + " ii")

        #expect(forgotten.recordingCount == 3)
        for embedding in embeddings { #expect(try !isOnDisk(embedding)) }
        #expect(try !isOnDisk(Data(name.utf8)))
        #expect(try !isOnDisk(Data("zaphod".utf8)))
        #expect(try archive.people().map(\.name) == ["Bob"])
        #expect(try self.profile("Bob") == before)
        #expect(try archive.transcript(recordingID: 3).speakers.map(\.displayName) == ["S1", "Bob"])
        #expect(try archive.transcript(recordingID: 3).speakers.map(\.embedding.isEmpty) == [true, false])
        #expect(try archive.search(SearchRequest(query: "words")).hits.count == 6)
        #expect(try archive.integrityProblems().isEmpty)
        // The voice is not matched again, and decisions about other people can still be undone.
        try archive.undoPeople(at: now)
        #expect(try archive.people().isEmpty)
    }

    @Test func whoWasMergedIsForgottenAndWhoWasSplitOffIsNot() throws {
        try archive.name(speaker(1, "S1"), "Anne", at: now)
        try archive.name(speaker(1, "S2"), name, at: now)
        try archive.splitPerson("Anne", into: "Bea", [speaker(3, "S1")], at: now)
        try archive.mergePeople("Anne", with: name, at: now)
        try archive.forgetPerson("Anne")
        #expect(try archive.people().map(\.name) == ["Bea"])
        #expect(try !isOnDisk(Data(name.utf8)))
        #expect(try !isOnDisk(voice(2, 1)))
        #expect(try archive.transcript(recordingID: 3).speakers.map(\.displayName) == ["Bea", "S2"])
        #expect(try profile("Bea").count == 256)
    }

    @Test func whoWasSplitOffAndIsForgottenDoesNotComeBack() throws {
        try archive.name(speaker(1, "S1"), "Anne", at: now)
        try archive.splitPerson("Anne", into: name, [speaker(3, "S1")], at: now)
        try archive.forgetPerson(name)
        #expect(try archive.transcript(recordingID: 3).speakers.map(\.displayName) == ["S1", "S2"])
        #expect(try archive.transcript(recordingID: 2).speakers.map(\.displayName) == ["Anne", "S2"])
        #expect(try !isOnDisk(voice(1, 3)))
    }

    @Test func nobodyIsForgottenByMistake() throws {
        try archive.name(speaker(1, "S1"), "Anne", at: now)
        #expect(throws: PeopleProblem.noSuchPerson(reference: "Ann")) { try archive.forgetPerson("Ann") }
        #expect(try archive.people().map(\.name) == ["Anne"])
    }
}
