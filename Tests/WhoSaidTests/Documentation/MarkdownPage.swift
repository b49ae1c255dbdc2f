import Foundation
import TestSupport

/// The README or an article, taken apart as far as its tests need.
struct MarkdownPage: Sendable {
    /// A link and the line on which it stands, counted from 1.
    struct Link: Hashable {
        let line: Int
        let target: String
    }

    /// A fenced block of code.
    struct Block: Hashable {
        let language: String
        let lines: [String]
    }

    /// Path below the root of the package.
    let path: String
    let text: String
    /// Everything outside of blocks of code, line by line; blocks are empty lines.
    let prose: [String]
    let blocks: [Block]

    init(path: String, text: String) {
        self.path = path
        self.text = text
        var prose: [String] = []
        var blocks: [Block] = []
        var open: (language: String, lines: [String])?
        for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
            if line.hasPrefix("```") {
                if let block = open {
                    blocks.append(Block(language: block.language, lines: block.lines))
                    open = nil
                } else {
                    open = (String(line.dropFirst(3)), [])
                }
                prose.append("")
            } else if open != nil {
                open?.lines.append(line)
                prose.append("")
            } else {
                prose.append(line.hasPrefix("    ") ? "" : line)
            }
        }
        self.prose = prose
        self.blocks = blocks
    }

    init(path: String) throws {
        let file = TestResources.package.appending(path: path)
        self.init(path: path, text: try String(contentsOf: file, encoding: .utf8))
    }

    /// Names by which links lead to the headings, as forges make them.
    var anchors: Set<String> {
        Set(prose.filter { $0.hasPrefix("#") }.map { Self.anchor($0.drop { $0 == "#" }) })
    }

    /// Links, without those in inline code.
    var links: [Link] {
        prose.enumerated().flatMap { index, line in
            line.replacing(#/`[^`]*`/#, with: "").matches(of: #/\]\(([^)\s]+)\)/#)
                .map { Link(line: index + 1, target: String($0.1)) }
        }
    }

    /// Inline code.
    var inlineCode: [String] {
        // A span may continue on the next line.
        prose.joined(separator: "\n").replacing("``", with: "").matches(of: #/`([^`]+)`/#)
            .map { String($0.1).replacing("\n", with: " ") }
    }

    /// Lines that the page shows as typed: those after a prompt in sessions, and whole blocks of the shell.
    var typedLines: [String] {
        blocks.flatMap { block in
            switch block.language {
            case "console": block.lines.filter { $0.hasPrefix("$ ") }.map { String($0.dropFirst(2)) }
            case "sh": block.lines.filter { !$0.isEmpty }
            default: [String]()
            }
        }
    }

    static func anchor(_ heading: some StringProtocol) -> String {
        let kept = heading.trimmingCharacters(in: .whitespaces).lowercased().filter { character in
            character.isLetter || character.isNumber || character == " " || character == "-" || character == "_"
        }
        return kept.replacing(" ", with: "-")
    }
}
