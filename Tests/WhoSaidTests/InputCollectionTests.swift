import Foundation
import Reports
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

    @Test func whatIsPassedOverIsCountedByKind() throws {
        for name in ["a.wav", "a.PDF", "sub/b.pdf", "c.txt", "README", ".hidden.pdf", "sub/deep/d.tar.gz"] {
            try folder.write("", to: "in/" + name)
        }
        try folder.write("", to: "all/a.wav")
        let inputs = collect("in", "all", "in/c.txt")
        #expect(
            inputs.passedOver == [
                PassedOver(folder: folder.file("in"), counts: ["pdf": 2, "txt": 1, "": 1, "gz": 1])
            ])
        // Who says what to take knows what is left.
        let filter = PathFilter(included: ["*.txt"])
        let chosen = InputCollection(arguments: [folder.file("in")], filter: filter) { _ in false }
        #expect(chosen.passedOver.isEmpty)
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

    @Test func namesThatAreNoTextAreSpelled() throws {
        try folder.write("", to: "in/a.wav")
        let folders = [Array(folder.file("in").utf8), Array(folder.file("in/").utf8) + [0xFE]]
        try #require(mkdir(cString(folders[1]), 0o700) == 0)
        for folder in folders {
            let path = folder + Array("/bad".utf8) + [0xFF] + Array(".wav".utf8)
            let descriptor = open(cString(path), O_CREAT | O_WRONLY, 0o600)
            try #require(descriptor >= 0)
            close(descriptor)
        }
        let inputs = collect("in")
        #expect(names(inputs.files) == ["in/a.wav", #"in/bad\xFF.wav"#, #"in/\xFE/bad\xFF.wav"#])
        #expect(inputs.problems.isEmpty)
        #expect(names(collect(#"in/\xFE"#).files) == [#"in/\xFE/bad\xFF.wav"#])
        #expect(names(collect(#"in/bad\xFF.wav"#).files) == [#"in/bad\xFF.wav"#])
        #expect(collect(#"in/none\xFF.wav"#).problems.map(\.reason) == [.missing])
    }

    @Test func argumentsThatAreNoTextAreFoundAmongTheBytesOfTheCommandLine() {
        let raw: [[UInt8]] = [Array("a.wav".utf8), [0x61, 0xFF], [0x62, 0xFE]]
        #expect(RawArguments.spelling(of: "a.wav", among: raw) == "a.wav")
        #expect(RawArguments.spelling(of: "b\u{FFFD}", among: raw) == #"b\xFE"#)
        #expect(RawArguments.spelling(of: "c\u{FFFD}", among: raw) == "c\u{FFFD}")
    }

    @Test func patternsChooseAmongTheFilesOfFolders() throws {
        for name in ["a.wav", "b.dat", "old/c.wav", "new/d.wav", "new/old/e.wav"] {
            try folder.write(name, to: "in/" + name)
        }
        func filtered(_ include: [String], _ exclude: [String]) -> [String] {
            let filter = PathFilter(included: include, excluded: exclude)
            let inputs = InputCollection(arguments: [folder.file("in"), folder.file("in/b.dat")], filter: filter) {
                $0.hasSuffix(".wav")
            }
            return names(inputs.files).map { String($0.dropFirst(3)) }
        }
        #expect(filtered([], []) == ["a.wav", "new/d.wav", "new/old/e.wav", "old/c.wav", "b.dat"])
        // What is named is always taken.
        #expect(filtered([], ["old", "b.dat"]) == ["a.wav", "new/d.wav", "b.dat"])
        #expect(filtered(["*.dat", "new/*"], []) == ["b.dat", "new/d.wav", "new/old/e.wav"])
        #expect(filtered(["*.wav"], ["new/*"]) == ["a.wav", "old/c.wav", "b.dat"])
    }

    private func cString(_ bytes: [UInt8]) -> [CChar] { bytes.map { CChar(bitPattern: $0) } + [0] }
}
