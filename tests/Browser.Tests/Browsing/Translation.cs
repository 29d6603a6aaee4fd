using System.Text.RegularExpressions;
using AccessReview.App.Policies;
using AccessReview.App.Tests.Drivers;
using AccessReview.App.Tests.Wording;

namespace AccessReview.Browser.Tests.Browsing;

/// <summary>Requests the current page of a window again in German and searches it for English. The window does not change.</summary>
internal static partial class Translation
{
    private const string TextsOf = """
        ([html, noLanguage, attributes]) => {
          const page = new DOMParser().parseFromString(html, "text/html");
          const texts = [page.documentElement.lang];
          const walker = page.createTreeWalker(page, NodeFilter.SHOW_TEXT);
          while (walker.nextNode()) if (!walker.currentNode.parentElement.closest(noLanguage)) texts.push(walker.currentNode.data);
          for (const element of page.querySelectorAll("*"))
            for (const name of attributes) if (element.hasAttribute(name) && !element.closest("[lang=en]")) texts.push(element.getAttribute(name));
          return texts;
        }
        """;

    private static readonly Lazy<IReadOnlyList<string>> Data = new(() =>
    [
        "Access Review", "all-access", "Vault", "Reader", "Root", "Mia Manager", "Ada Lovelace", "Bob Builder", "Olga Owner", "Otto Owner",
        .. PolicyCatalog.Defaults.SelectMany(policy => policy.Steps.Select(step => step.Name).Prepend(policy.Name)),
        .. Directory.EnumerateFiles(Checkout.PathOf("functions", "App", "Setup", "SampleOrganization"), "*.csv").SelectMany(File.ReadLines).SelectMany(line => Cell().Matches(line).Select(cell => cell.Groups["text"].Value)),
    ]);

    /// <summary>The page in German, as HTML; null: it has no German, because it is of the API.</summary>
    public static async Task<string?> ReadAsync(Window window)
    {
        if (window.Path.StartsWith("/api/", StringComparison.Ordinal))
            return null;

        var answer = await window.Page.Context.APIRequest.GetAsync(window.Page.Url, new()
        {
            Headers = [KeyValuePair.Create("Accept-Language", "de"), KeyValuePair.Create("Accept", "text/html")],
        });
        return await answer.TextAsync();
    }

    /// <returns>Texts or whole pages that are not German.</returns>
    /// <param name="html">The page that is to be German.</param>
    public static async Task<IReadOnlyList<string>> FaultsOfAsync(Window window, string html)
    {
        var texts = await window.Page.EvaluateAsync<string[]>(TextsOf, new object[] { html, EnglishWords.NoLanguage, EnglishWords.SaidByAttributes });
        return [.. EnglishWords.In(texts.Skip(1), Data.Value).Prepend(texts[0] == "de" ? "" : $"The page is in {texts[0]}").Where(fault => fault.Length > 0).Select(text => $"in German: {text}")];
    }

    [GeneratedRegex("""(?:^|,)(?:"(?<text>[^"]+)"|(?<text>[^",]+))""", RegexOptions.ExplicitCapture)]
    private static partial Regex Cell();
}
