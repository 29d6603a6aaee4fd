using System.Text;
using AccessReview.App.Http;

namespace AccessReview.App.Notifications;

/// <summary>The plain-text version of a mail about several tasks.</summary>
public static class SummaryText
{
    public static string Of(SummaryModel content, SiteOptions site)
    {
        var text = new StringBuilder();
        MailText.Paragraph(text, content.Heading, content.Lead);
        foreach (var line in content.Waiting)
            MailText.Paragraph(text, $"* {line.Text}", $"  {line.Under}", $"  {line.Href}");
        if (content.More is { } more)
            MailText.Paragraph(text, more);
        MailText.Paragraph(text, $"{content.Button.Label}: {content.Button.Href}", content.ButtonNote ?? "");
        if (content.CommentsHeading is { } comments)
            MailText.Paragraph(text, $"{comments}:");
        foreach (var line in content.Comments)
            MailText.Paragraph(text, $"* {line.Text}", $"  {line.Under}", $"  {line.Href}");
        if (content.EndedHeading is { } ended)
            MailText.Paragraph(text, $"{ended}:");
        foreach (var line in content.Ended)
            MailText.Paragraph(text, $"* {line.Text}", $"  {line.Under}", $"  {line.Href}");
        MailText.Paragraph(text, content.TimesNote);
        return text.Append(MailText.Foot(site)).ToString();
    }
}
