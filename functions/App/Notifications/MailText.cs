using System.Text;
using AccessReview.App.Http;
using AccessReview.App.Pages;
using AccessReview.App.Text;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Notifications;

/// <summary>The plain-text version of a mail.</summary>
public static class MailText
{
    public static string Of(MailModel content, SiteOptions site)
    {
        var text = new StringBuilder();
        Paragraph(text, [content.Heading, .. new[] { content.Evidence, EvidenceText.Listed(content.Hints) }.OfType<string>()]);
        Paragraph(text, content.Lead);
        foreach (var (who, words) in content.AllQuotes)
            Paragraph(text, $"{who}:", $"> {words.Replace("\n", "\n> ", StringComparison.Ordinal)}");
        if (content.Due is { } due)
            Paragraph(text, due);
        Paragraph(text, [.. content.Buttons.Select(button => $"{button.Label}: {button.Href}")]);
        if (content.ButtonNote is { } note)
            Paragraph(text, note);
        if (content.Silence is { } silence)
            Paragraph(text, silence);
        Paragraph(text, [.. content.Facts.Select(fact => $"{fact.Label}: {fact.Value}")]);
        Paragraph(text, $"{Say($"Why you")}:", content.Why);
        if (content.Ahead.Count > 0)
            Paragraph(text, [$"{Say($"If nobody answers")}:", .. content.Ahead.Select(rung => $"- {rung.At}: {rung.What}"), content.AheadNote ?? ""]);
        return text.Append(Foot(site)).ToString();
    }

    /// <summary>The end of every mail. Mail programs recognize the two dashes (RFC 3676, section 4.3).</summary>
    public static string Foot(SiteOptions site) => $"""
        --{' '}
        {Say($"Sent by {site.Name}. Replies to this address are not read.")}
        {Say($"Change notification settings: {NotificationSettingsPaths.At(site)}")}

        """;

    public static void Paragraph(StringBuilder text, params IReadOnlyList<string> lines)
    {
        foreach (var line in lines.Where(line => line.Length > 0))
            text.Append(line).Append('\n');
        text.Append('\n');
    }
}
