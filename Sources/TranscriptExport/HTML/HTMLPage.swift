/// What is the same on every page.
enum HTMLPage {
    /// Nothing is loaded but the audio, and no script runs but the one below, whatever the text says.
    static let contentSecurityPolicy =
        "default-src 'none'; media-src 'self' file:; style-src 'unsafe-inline'; script-src 'sha256-\(scriptHash)'"

    /// Plays from the time of the turn that is clicked, and marks the turns that are heard.
    static let script = """

        const audio = document.querySelector("audio");
        const turns = [...document.querySelectorAll("[data-start]")];
        document.addEventListener("click", event => {
          const turn = event.target.closest("time a")?.closest("[data-start]");
          if (!turn) return;
          event.preventDefault();
          audio.currentTime = Number(turn.dataset.start);
          audio.play();
        });
        audio.addEventListener("timeupdate", () => {
          const now = audio.currentTime;
          for (const turn of turns) {
            const isHeard = Number(turn.dataset.start) <= now && now < Number(turn.dataset.end);
            turn.classList.toggle("heard", isHeard);
          }
        });

        """

    /// SHA-256 of the script in Base64, by which browsers tell it from any other.
    static let scriptHash = "uscX5AUeiir5CNNavKDPdkdOlJJUUBGaQAyOdafg3TE="

    /// Light or dark as the reader has it.
    static let style =
        """

        :root { color-scheme: light dark; }
        body { font: 1rem/1.5 system-ui, sans-serif; max-width: 48rem; margin: 0 auto; padding: 1rem; }
        h1 { font-size: 1.4rem; overflow-wrap: anywhere; }
        header p, time { color: light-dark(#666666, #a0a0a0); }
        figure { margin: 1rem 0; overflow-x: auto; }
        figure svg { max-width: 100%; height: auto; }
        audio { position: sticky; top: 0; width: 100%; }
        .speakers { display: flex; flex-wrap: wrap; gap: 0 1rem; list-style: none; padding: 0; }
        main p { margin: 0.6rem 0; overflow-wrap: anywhere; }
        time { font-variant-numeric: tabular-nums; font-size: 0.85rem; }
        time a { color: inherit; }
        .heard { background: light-dark(#fff3c4, #3d3614); }
        .nobody { color: light-dark(#\(SpeakerPalette.unknown), #a0a0a0); }

        """
        + SpeakerPalette.hexadecimal.enumerated().map { index, colour in
            ".s\(index) { color: light-dark(#\(colour), color-mix(in srgb, #\(colour) 45%, white)); }\n"
        }.joined()
        + "@media print { audio { display: none; } p { break-inside: avoid; } }\n"
}
