import Testing

@testable import Scoring

struct TextNormalizationTests {
    @Test func noneKeepsWordsAsWritten() {
        #expect(TextNormalization.none.words(of: " Well,  it's\t3.5 %") == ["Well,", "it's", "3.5", "%"])
    }

    /// The cases that the public scoring script is checked with, and some of other scripts.
    @Test(arguments: [
        ("Well, it's the boys' dog.", "well it's the boys dog"),
        ("‘Tis a re-run — “Don’t!” 3.5 %", "tis a re run don't 3 5"), ("CAFÉ_ONE\tTWO", "café one two"),
        (" ' -- ... ", ""), ("Cafe\u{301} ﬁne", "café fine"), ("a''b rock'n'roll o´clock", "a b rock'n'roll o'clock"),
        ("ΟΔΟΣ οδος", "οδοσ οδοσ"), ("中文 ٣٤ ①", "中文 ٣٤ 1"),
    ])
    func basicLeavesOnlyWords(text: String, expected: String) {
        #expect(TextNormalization.basic.words(of: text).joined(separator: " ") == expected)
    }

    @Test(arguments: [
        ("Mr. Smith won't pay; they've gone, it's he'd", "mister smith will not pay they have gone it is he would"),
        ("[laughter] Um, I mean (unclear) <noise> uh-huh mm hmm huh?", "i mean huh"),
        ("twenty-one, then two hundred and five", "21 then 205"),
        ("nineteen eighty four to twenty twenty four", "1984 to 2024"),
        ("three hundred thousand of two million five hundred sixty seven thousand", "300000 of 2567000"),
        ("one oh one and one two three and", "101 and 123 and"),
        ("two point five million 2.5 million", "2500000 2500000"),
        ("first, twenty first, one second, 21st, tenth", "1st 21st 1 2nd 21st 10th"),
        ("five dollars, $5, twenty dollars and thirty cents", "$5 $5 $20.30"),
        ("ten per cent, ten percent, 10%", "10% 10% 10%"), ("1,000,000 at 10:30 in mp3", "1000000 at 10 30 in mp 3"),
        ("double seven, the eighties, the 80s", "77 the 80s the 80s"),
        ("bread and butter, oh point", "bread and butter point"),
        (
            "The colour of the centre was recognised; travellers organised",
            "the color of the center was recognized travelers organized"
        ),
        ("otherwise promise surprise summarised analysed grey", "otherwise promise surprise summarized analyzed gray"),
        ("naïve café O'Clock", "naive cafe oclock"), ("a [b", "a b"), ("007", "007"),
        ("9223372036854775800 nine", "92233720368547758009"),
        ("9223372036854775800 thousand", "9223372036854775800 1000"),
        ("99999999999999999999 million", "99999999999999999999 1000000"),
        ("trillion trillion trillion", "1000000000000 1000000000000 1000000000000"),
    ])
    func englishUnifiesWhatReadersCallTheSame(text: String, expected: String) {
        #expect(TextNormalization.english.words(of: text).joined(separator: " ") == expected)
    }

    @Test(arguments: TextNormalization.allCases)
    func everyWordComesFromWrittenWordsInOrder(normalization: TextNormalization) {
        let words = "Um, twenty-one double-seven per cent one hundred and re-run (x) $20 and thirty cents colour's"
            .split(separator: " ").map(String.init)
        let normalized = normalization.normalize(words)
        #expect(!normalized.isEmpty)
        var last = 0
        for word in normalized {
            #expect(!word.sources.isEmpty && word.sources.lowerBound >= last && word.sources.upperBound <= words.count)
            last = word.sources.lowerBound
        }
        let again = normalized.map(\.text).joined(separator: " ")
        #expect(normalization.words(of: again).joined(separator: " ") == again, "not stable")
    }
}
