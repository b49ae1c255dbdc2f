import Foundation
import TestSupport
import Testing

@testable import whosaid

@Suite struct InputCollectionTests {
    private let folder: ScratchFolder

    init() throws { folder = try ScratchFolder() }

    private func collect(_ arguments: String...) -> InputCollection {
        InputCollection(arguments: arguments.map(folder.file)) { $0.lowercased().hasSuffix(".wav") }
    }

    private func names(_ paths: [String]) -> [String] { paths.map { String($0.dropFirst(folder.path.count + 1)) } }

    private func link(_ name: String, to target: String) throws {
        try FileManager.default.createSymbolicLink(atPath: folder.file(name), withDestinationPath: target)
    }

    @Test func foldersAreSearchedInOrder() throws {
        for name in ["b.wav", "a.WAV", "sub/z.wav", "sub/deep/c.wav", "notes.txt", "ä.wav", "Z.wav", "two words.wav"] {
            try folder.write(name, to: "in/" + name)
        }
        let inputs = collect("in")
        #expect(
            names(inputs.files) == [
                "in/Z.wav", "in/a.WAV", "in/b.wav", "in/sub/deep/c.wav", "in/sub/z.wav", "in/two words.wav", "in/ä.wav",
            ])
        #expect(inputs.problems.isEmpty)
        #expect(collect("in") == inputs)
        #expect(collect("in/") == inputs)
    }

    @Test func hiddenFilesAreLeftOut() throws {
        for name in ["a.wav", "._a.wav", ".hidden/b.wav"] { try folder.write(name, to: "in/" + name) }
        #expect(names(collect("in").files) == ["in/a.wav"])
        #expect(names(collect("in/._a.wav").files) == ["in/._a.wav"])
    }

    @Test func namedFilesAreAlwaysTakenInTheirOrder() throws {
        for name in ["z.dat", "a.wav", "m"] { try folder.write(name, to: name) }
        #expect(names(collect("z.dat", "m", "a.wav").files) == ["z.dat", "m", "a.wav"])
    }

    @Test func missingFilesDoNotStopTheOthers() throws {
        try folder.write("", to: "a.wav")
        let inputs = collect("none.wav", "a.wav", "a.wav/x.wav")
        #expect(names(inputs.files) == ["a.wav"])
        #expect(
            inputs.problems == [
                .init(path: folder.file("none.wav"), reason: .missing),
                .init(path: folder.file("a.wav/x.wav"), reason: .missing),
            ])
        #expect(inputs.problems.map(\.exitStatus) == [.missingInput, .missingInput])
        #expect(inputs.problems.first?.description == "\(folder.file("none.wav")): no such file or folder")
    }

    @Test func aFolderWithoutRecordingsIsAProblem() throws {
        try folder.write("", to: "in/notes.txt")
        #expect(collect("in").problems == [.init(path: folder.file("in"), reason: .nothingInFolder)])
    }

    @Test func aFileIsTakenOnce() throws {
        try folder.write("", to: "in/a.wav")
        try folder.write("", to: "in/sub/b.wav")
        try link("in/c.wav", to: "a.wav")
        try FileManager.default.linkItem(atPath: folder.file("in/a.wav"), toPath: folder.file("in/sub/hard.wav"))
        #expect(names(collect("in").files) == ["in/a.wav", "in/sub/b.wav"])
        #expect(names(collect("in/sub/b.wav", "in", "in/sub", "in/./a.wav").files) == ["in/sub/b.wav", "in/a.wav"])
        #expect(names(collect("in/c.wav", "in/a.wav").files) == ["in/c.wav"])
        #expect(collect("in/sub/b.wav", "in/sub").problems.isEmpty)
    }

    @Test func linksMayRunInCircles() throws {
        try folder.write("", to: "in/sub/a.wav")
        try link("in/sub/up", to: "..")
        try link("in/self", to: ".")
        try link("in/other", to: "sub")
        let inputs = collect("in")
        #expect(inputs.files.count == 1)
        #expect(inputs.problems.isEmpty)
    }

    @Test func brokenLinksToRecordingsAreProblems() throws {
        try folder.write("", to: "in/a.wav")
        try link("in/gone.wav", to: "nowhere.wav")
        try link("in/gone.txt", to: "nowhere.txt")
        try link("in/loop.wav", to: "loop.wav")
        let inputs = collect("in")
        #expect(names(inputs.files) == ["in/a.wav"])
        #expect(names(inputs.problems.map(\.path)) == ["in/gone.wav", "in/loop.wav"])
    }

    @Test func pipesInFoldersAreLeftAlone() throws {
        try folder.write("", to: "in/a.wav")
        try #require(mkfifo(folder.file("in/pipe.wav"), 0o600) == 0)
        #expect(names(collect("in").files) == ["in/a.wav"])
    }

    @Test func namesThatAreNoTextAreReported() throws {
        try folder.write("", to: "in/a.wav")
        let bytes = Array(folder.file("in/bad").utf8CString.dropLast()) + [-1] + Array(".wav".utf8CString)
        let descriptor = open(bytes, O_CREAT | O_WRONLY, 0o600)
        try #require(descriptor >= 0)
        close(descriptor)
        let inputs = collect("in")
        #expect(names(inputs.files) == ["in/a.wav"])
        #expect(inputs.problems.map(\.reason) == [.unreadable("its name is not valid UTF-8")])
    }
}
