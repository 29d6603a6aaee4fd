namespace AccessReview.Emulator.Email.Outbox;

internal static class OutboxStyle
{
    public const string Css = """
        :root { color-scheme: light dark; --text: #1c2024; --soft: #60646c; --line: #d9d9e0; --page: #fcfcfd; --card: #fff; --link: #0b61a4 }
        @media (prefers-color-scheme: dark) {
          :root { --text: #edeef0; --soft: #b0b4ba; --line: #43484e; --page: #111113; --card: #18191b; --link: #70b8ff }
        }
        body { font: 16px/1.5 system-ui, sans-serif; max-width: 64rem; margin: 2rem auto; padding: 0 1rem; color: var(--text); background: var(--page) }
        h1 { font-size: 1.5rem; line-height: 1.25; overflow-wrap: anywhere }
        h2 { font-size: 1.1rem; margin-top: 2rem }
        a { color: var(--link) }
        nav, dt, th { color: var(--soft) }
        form { display: flex; gap: .5rem; align-items: center; margin-bottom: 1.5rem }
        input, button { font: inherit; padding: .35rem .75rem; border: 1px solid var(--line); border-radius: .375rem; color: inherit; background: var(--card) }
        input { flex: 1; max-width: 24rem }
        table { width: 100%; border-collapse: collapse }
        th, td { text-align: left; vertical-align: top; padding: .5rem .75rem .5rem 0; border-bottom: 1px solid var(--line); overflow-wrap: break-word }
        td:first-child { white-space: nowrap; font-variant-numeric: tabular-nums }
        @media (max-width: 48rem) {
          thead { position: absolute; left: -100vw }
          tr { display: block; padding: .5rem 0; border-bottom: 1px solid var(--line) }
          td { display: block; padding: 0; border: 0; overflow-wrap: anywhere }
        }
        dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1rem }
        dd { margin: 0; overflow-wrap: anywhere }
        iframe { width: 100%; height: 32rem; border: 1px solid var(--line); border-radius: .375rem; background: #fff; color-scheme: light }
        pre { padding: 1rem; border: 1px solid var(--line); border-radius: .375rem; background: var(--card); white-space: pre-wrap; overflow-wrap: anywhere }
        li { overflow-wrap: anywhere }
        """;
}
