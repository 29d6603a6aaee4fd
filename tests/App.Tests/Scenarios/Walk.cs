using AccessReview.App.Tests.Drivers;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace AccessReview.App.Tests.Scenarios;

/// <summary>A person who follows instructions: presses elements by text and types into fields by label. Without scripts.</summary>
internal sealed class Walk(TheApp app)
{
    private readonly Visitor _visitor = Visitor.Anonymous(app);
    private readonly List<(string Name, string Value)> _typed = [];
    private Shown? _page;

    private Shown Page => _page ?? throw new InvalidOperationException("Open a page first.");

    public string Text => string.Join(' ', Page.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    public async Task OpenAsync(string path)
    {
        _page = await _visitor.GetAsync(path);
        while (_page.Response.Headers.Location is { } next)
            _page = await _visitor.GetAsync(next.OriginalString);
        _typed.Clear();
    }

    public void Type(string text, string label)
    {
        var found = Page.Document.QuerySelectorAll<IHtmlLabelElement>("label").FirstOrDefault(candidate => candidate.TextContent.Trim() == label);
        var field = found?.HtmlFor is { } id ? Page.Document.GetElementById(id) : null;
        _typed.Add((field?.GetAttribute("name") ?? throw Missing($"field {label}"), text));
    }

    /// <summary>Follows the link or presses the button with this text, otherwise the first whose text starts with it.</summary>
    public async Task PressAsync(string text)
    {
        var elements = Page.Document.QuerySelectorAll("a[href], button");
        var found = elements.FirstOrDefault(element => Seen(element) == text) ?? elements.FirstOrDefault(element => Seen(element).StartsWith(text, StringComparison.Ordinal));
        switch (found)
        {
            case IHtmlButtonElement { Form: { } form } button:
                await SendAsync(form, button);
                break;
            case { } link:
                await OpenAsync(link.GetAttribute("href")!); // The selector requires it.
                break;
            default:
                throw Missing(text);
        }

        await app.RestAsync();
    }

    private async Task SendAsync(IHtmlFormElement form, IHtmlButtonElement button)
    {
        (string, string)[] fields = button.Name is { Length: > 0 } name ? [.. _typed, (name, button.Value)] : [.. _typed];
        if (string.Equals(form.GetAttribute("method"), "post", StringComparison.OrdinalIgnoreCase))
        {
            _page = await _visitor.SendAsync(form, null, fields);
            _typed.Clear();
            return;
        }

        using var query = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Item1, field.Item2)));
        await OpenAsync($"{form.GetAttribute("action") ?? Page.Address.AbsolutePath}?{await query.ReadAsStringAsync()}");
    }

    /// <summary>The visible text, without text for screen readers.</summary>
    private static string Seen(IElement element) => string.Concat(element.ChildNodes.Where(child => child is not IElement { ClassName: "unseen" }).Select(child => child.TextContent)).Trim();

    private InvalidOperationException Missing(string what) => new($"{Page.Address.PathAndQuery} has no {what}: {Text}");
}
