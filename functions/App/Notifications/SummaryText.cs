using System.Text;
using AccessReview.App.Http;

namespace AccessReview.App.Notifications;

/// <summary>The plain-text version of a mail about several tasks.</summary>
public static class SummaryText
{
    public static string Of(SummaryModel content, SiteOptions site)
    {
        ArgumentNullException.ThrowIfNull(content);
        var text = new StringBuilder();
        MailText.Paragraph(text, content.Heading, content.Lead);
        MailText.Paragraph(text, $"{content.Button.Label}: {content.Button.Href}");
        foreach (var part in content.Sections)
            Part(text, part);
        if (content.More is { } more)
            MailText.Paragraph(text, more);
        foreach (var part in content.Others)
            Part(text, part);
        if (content.ButtonNote is { } note)
            MailText.Paragraph(text, note);
        MailText.Paragraph(text, content.TimesNote);
        return text.Append(MailText.Foot(site)).ToString();
    }

    private static void Part(StringBuilder text, SummaryPart part)
    {
        if (part.Heading is { } heading)
            MailText.Paragraph(text, $"{heading}:");
        foreach (var group in part.Groups)
        {
            if (group.Heading is { } access)
                MailText.Paragraph(text, access, group.Under ?? "");
            foreach (var line in group.Lines)
                MailText.Paragraph(text, $"* {line.Text}", $"  {line.Under}", $"  {line.Href}");
        }

        if (part.More is { } more)
            MailText.Paragraph(text, more);
    }
}
