using System.Globalization;
using System.Text;

namespace AccessReview.Emulator.Email.Outbox;

/// <summary>The list of mails and the page of one mail. All texts are encoded; only the sandboxed frame shows the mail's HTML.</summary>
internal static class OutboxPages
{
    public static string List(IReadOnlyList<OutboxMail> mails, string to, int max)
    {
        var page = new StringBuilder();
        page.Append(CultureInfo.InvariantCulture, $"""
            <form method="get" role="search">
            <label for="to">Recipient</label>
            <input id="to" name="to" type="search" value="{Encode(to)}">
            <button>Search</button>
            </form>
            """);
        if (mails.Count == 0)
            return page.Append("<p>No mail here.</p>").ToString();

        page.Append("<table><thead><tr><th>Sent (UTC)</th><th>To</th><th>Subject</th><th>Status</th></tr></thead><tbody>");
        foreach (var mail in mails)
        {
            page.Append(CultureInfo.InvariantCulture, $"""
                <tr><td>{At(mail.At)}</td><td>{Encode(mail.To)}</td><td><a href="{OutboxEndpoints.Path}/{mail.Number}">{Encode(mail.Subject)}</a></td><td>{Encode(mail.Status)}</td></tr>
                """);
        }

        page.Append("</tbody></table>");
        if (mails.Count == max)
            page.Append(CultureInfo.InvariantCulture, $"<p>These are the newest {max}. Search to find others.</p>");
        return page.ToString();
    }

    public static string Mail(OutboxItem item)
    {
        var page = new StringBuilder();
        page.Append(CultureInfo.InvariantCulture, $"""
            <dl>
            <dt>From</dt><dd>{Encode(item.From)}</dd>
            <dt>To</dt><dd>{Encode(string.Join(", ", item.To))}</dd>
            <dt>Sent</dt><dd>{At(item.At)} UTC</dd>
            <dt>Status</dt><dd>{Encode(item.Status)}</dd>
            </dl>
            <p><a href="{OutboxEndpoints.Path}/{item.Id}/eml">Download .eml</a></p>
            """);
        if (item.Html is not null)
        {
            page.Append(CultureInfo.InvariantCulture, $"""
                <iframe title="The mail" sandbox="allow-popups allow-popups-to-escape-sandbox" src="{OutboxEndpoints.Path}/{item.Id}/html"></iframe>
                """);
        }

        if (item.Text is not null)
            page.Append("<h2>Text</h2><pre>").Append(Encode(item.Text)).Append("</pre>");
        AppendAll(page, "Links", item.Links, link => $"<li><a href=\"{Encode(link)}\" rel=\"noreferrer\">{Encode(link)}</a></li>");
        AppendAll(page, "Attachments", item.Attachments, name => $"<li>{Encode(name)}</li>");
        AppendAll(page, "Headers", item.Headers, header => $"<li><b>{Encode(header.Name)}</b>: {Encode(header.Value)}</li>");
        return page.ToString();
    }

    private static void AppendAll<T>(StringBuilder page, string title, IReadOnlyList<T> items, Func<T, string> render)
    {
        if (items.Count > 0)
            page.Append("<h2>").Append(title).Append("</h2><ul>").AppendJoin('\n', items.Select(render)).Append("</ul>");
    }

    private static string At(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private static string Encode(string? text) => OutboxFrame.Encode(text);
}
