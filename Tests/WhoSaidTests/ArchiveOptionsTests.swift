import ArgumentParser
import Testing

@testable import whosaid

@Suite struct ArchiveOptionsTests {
    @Test(
        arguments: [
            ([], ["WHOSAID_DATABASE": "/e.db", "HOME": "/h"], "/e.db"),
            (["--database", "o.db"], ["WHOSAID_DATABASE": "/e.db"], "o.db"),
            ([], ["WHOSAID_DATABASE": "", "XDG_DATA_HOME": "/x", "HOME": "/h"], "/x/whosaid/whosaid.db"),
            ([], ["XDG_DATA_HOME": "relative", "HOME": "/h"], "/h/.local/share/whosaid/whosaid.db"),
            ([], ["HOME": "/h"], "/h/.local/share/whosaid/whosaid.db"),
        ] as [([String], [String: String], String)])
    func theArchiveIsWhereItIsSaidToBe(arguments: [String], environment: [String: String], path: String) throws {
        #expect(try ArchiveOptions.parse(arguments).path(environment: environment) == path)
    }

    @Test func noPlaceIsAnError() throws {
        let options = try ArchiveOptions.parse([])
        #expect(throws: CommandError.noDatabasePath) { try options.path(environment: [:]) }
    }
}
