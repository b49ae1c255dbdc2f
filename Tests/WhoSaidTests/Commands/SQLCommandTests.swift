import Foundation
import Schemas
import TestSupport
import Testing
import Transcript

@testable import ArchiveCore
@testable import whosaid

@Suite struct SQLCommandTests {
    private let program: WhoSaidProgram

    init() throws { program = try WhoSaidProgram(holding: [TranscriptFixtures.meeting]) }

    @Test func rowsAreATable() throws {
        expect(
            try program.run("sql", "SELECT turn, speaker, start_seconds AS start, text FROM v_turns"),
            output: """
                turn  speaker   start  text
                   1  S1          0.5  Good morning. Let's discuss the café's budget.
                   2  S2          4.0  The state-of-the-art one? I don't know.
                   3           12.345  Yes.

                """)
        expect(try program.run("sql", "SELECT 1 AS a WHERE 0"), output: "a\n")
    }

    @Test func rowsAreCommaSeparated() throws {
        expect(
            try program.run("sql", "--csv", "SELECT 1 AS a, 'x,\"y' AS \"b,c\", NULL, -1.5, '=1+1', x'0aff', 'a\nb'"),
            output: "a,\"b,c\",NULL,-1.5,'=1+1',x'0aff','a b'\n".replacing(
                "'a b'", with: "\"'a\nb'\"")
                + "1,\"x,\"\"y\",,-1.5,'=1+1,0aff,\"a\nb\"\n")
    }

    @Test func rowsAreJSON() throws {
        let run = try program.run(
            "sql", "--json",
            "SELECT 9007199254740993 AS a, 0.1, NULL, 'x\ny', 9e999, x'00' UNION ALL SELECT 1, 2, 3, 4, 5, 6")
        #expect(run.status == 0)
        #expect(run.output.contains("9007199254740993, 0.1, null, \"x\\ny\", \"inf\", \"00\""))
        let schema = try #require(Schemas.json(named: "sql"))
        let document = try JSONDocument(text: run.output)
        #expect(try JSONSchemaValidator(schema: schema.text).problems(in: document) == [])
        #expect(document["rows"]?[1]?[3] == .number(4))
    }

    @Test func noRowsAreJSONToo() throws {
        expect(
            try program.run("sql", "--json", "SELECT 1 AS a WHERE 0"),
            output: """
                {
                  "format": "whosaid-sql",
                  "version": 1,
                  "columns": ["a"],
                  "rows": []
                }

                """)
    }

    @Test func rowsBeyondTheFirstAreAsWideAsTheyAre() throws {
        let sql = """
            WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1001)
            SELECT iif(i = 1001, 'a longer one', 'x') AS a, i FROM n
            """
        let lines = try program.run("sql", sql).output.split(separator: "\n")
        #expect(lines.count == 1002)
        #expect(lines[0] == "a     i" && lines[1] == "x     1" && lines[1000] == "x  1000")
        #expect(lines[1001] == "a longer one  1001")
    }

    @Test func aMistakeInALaterRowIsTold() throws {
        let sql = "SELECT abs(v) FROM (SELECT 1 AS v UNION ALL SELECT -9223372036854775808)"
        let run = try program.run("sql", sql)
        #expect(run.status == 64)
        #expect(run.errors.contains("integer overflow"))
    }

    @Test func columnsOfWideLettersStandBelowEachOther() throws {
        expect(
            try program.run("sql", "SELECT '预算' AS a, 1 AS b UNION ALL SELECT 'cafe\u{301}', 2"),
            output: "a     b\n预算  1\ncafe\u{301}  2\n")
    }

    @Test func withoutAStatementTheViewsAreListed() throws {
        let run = try program.run("sql")
        #expect(run.status == 0)
        #expect(run.output.hasPrefix("v_people\n    person_id\n    name\n"))
        for view in ["v_recordings", "v_turns", "v_words", "v_talk_time"] {
            #expect(run.output.contains("\n\(view)\n    "))
        }
    }

    @Test(arguments: [
        ("DELETE FROM turns", "it would change something, and queries may only read"),
        ("SELECT 1; SELECT 2", "give one statement at a time"),
        (
            "SELECT unknown",
            "no such column: unknown; without a statement, `whosaid sql` prints the views and their columns"
        ),
        ("", "there is no statement in it"),
    ])
    func whatCannotBeRunIsExplained(sql: String, reason: String) throws {
        expect(try program.run("sql", sql), status: 64, errors: "whosaid: cannot run `\(sql)`: \(reason)\n")
        #expect(try program.transcript(1) == TranscriptFixtures.meeting)
    }

    @Test func hostileTextsStayInTheirCells() throws {
        let turns = TranscriptFixtures.hostileTexts.map { text in
            let word = Word(text: text, range: TimeRange(start: 0, end: 1), confidence: 1)
            return Turn(speaker: nil, range: word.range, words: [word])
        }
        let program = try WhoSaidProgram(holding: [TranscriptFixtures.meeting(turns: turns)])
        let table = try program.run("sql", "SELECT turn, text FROM v_turns")
        #expect(table.output.split(separator: "\n").count == turns.count + 1)
        #expect(!table.output.contains("\u{1B}"))
        let csv = try program.run("sql", "--csv", "SELECT text, 1 AS end FROM v_turns")
        #expect(csv.output.components(separatedBy: ",1\n").count == turns.count + 1)
        let json = try JSONDocument(text: try program.run("sql", "--json", "SELECT text FROM v_turns").output)
        for (index, text) in TranscriptFixtures.hostileTexts.enumerated() where !text.utf8.contains(0) {
            #expect(json["rows"]?[index]?[0] == .string(text))
        }
    }
}
