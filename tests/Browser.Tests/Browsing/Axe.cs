using Deque.AxeCore.Commons;

namespace AccessReview.Browser.Tests.Browsing;

/// <summary>
/// Runs axe within the checked page. Its package for Playwright opens a second page per check, because of frames of other sites;
/// that takes as long as the check, and no page here has a frame.
/// </summary>
internal sealed class Axe(params string[] tags)
{
    // "target-size" is off by default though it is of WCAG 2.2.
    private const string Run = """
        async tags => {
          const options = { runOnly: { type: "tag", values: tags }, rules: { "target-size": { enabled: true } }, resultTypes: ["violations"] };
          const { violations } = await axe.run(document, options);
          return violations.flatMap(violation => violation.nodes.map(node =>
            `${violation.id}: ${violation.help}: ${node.html}: ${node.any.map(check => check.message).join("; ")}`));
        }
        """;

    private static readonly string Script = new BundledAxeScriptProvider().GetScript();

    /// <exception cref="NotSupportedException">The page has frames, which this does not check.</exception>
    public async Task<IReadOnlyList<string>> FaultsOfAsync(Window window)
    {
        if (window.Page.Frames.Count > 1)
            throw new NotSupportedException("The page has frames.");
        if (!await window.Page.EvaluateAsync<bool>("() => 'axe' in window"))
            await window.Page.EvaluateAsync(Script);
        return await window.Page.EvaluateAsync<string[]>(Run, tags);
    }
}
