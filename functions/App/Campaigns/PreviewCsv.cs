using System.Runtime.CompilerServices;
using AccessReview.App.Directory;
using AccessReview.App.Http;
using AccessReview.Domain.Campaigns;
using AccessReview.Domain.Directory;
using Microsoft.AspNetCore.Http;

namespace AccessReview.App.Campaigns;

/// <summary>A preview as CSV: one line for each item, with who would review it.</summary>
public sealed class PreviewCsv(PopulationReader population, DirectoryStore directory, TimeProvider clock)
{
    private const int PageSize = 500;

    private static readonly string[] Columns =
        ["item", "personId", "person", "department", "appId", "app", "entitlementId", "entitlement", "accountId", "login", "risk", "since", "until", "reviewerIds", "reviewers", "ownAccess", "needsAttention"];

    /// <summary>Returns whether the request wants CSV: by its parameter, else by its header.</summary>
    internal static bool IsWanted(HttpRequest request) =>
        request.Query.ReadText("format") is { } format ? format == "csv" : request.GetTypedHeaders().Accept is { Count: > 0 } accepted && accepted[0].MediaType == "text/csv";

    internal IResult Of(Campaign campaign, CancellationToken cancellationToken) =>
        new CsvDownload($"preview-{campaign.Id}.csv", Columns, LinesAsync(campaign, clock.GetUtcNow(), cancellationToken));

    private async IAsyncEnumerable<string[]> LinesAsync(Campaign campaign, DateTimeOffset now, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? after = null;
        do
        {
            var page = await population.ReadAsync(campaign, after, PageSize, now, cancellationToken);
            var people = page.Entries.SelectMany(entry => entry.Reviewers.Assignees).Select(assignee => (UserId?)assignee.User);
            var names = await CampaignNames.ReadAsync(directory, people, cancellationToken);
            foreach (var entry in page.Entries)
                yield return LineOf(entry, names);
            after = page.Next;
        }
        while (after is not null);
    }

    private static string[] LineOf(PopulationEntry entry, CampaignNames names)
    {
        var (item, subject, reviewers) = (entry.Item, entry.Item.Subject, entry.Reviewers);
        return
        [
            item.Id, subject.User.Value, subject.UserName, item.Person?.Department ?? "", subject.App.Value, subject.AppName, subject.Entitlement.Value, subject.EntitlementName,
            subject.Account?.Value ?? "", subject.Login ?? "", EnumNames.Of(subject.Risk), $"{item.Grant.Since:O}", $"{item.Grant.Until:O}",
            string.Join(' ', reviewers.Assignees.Select(assignee => assignee.User.Value)), string.Join("; ", reviewers.Assignees.Select(assignee => names.Of(assignee.User))),
            reviewers.IsOwnAccess ? "true" : "false", reviewers.NeedsAttention ? "true" : "false",
        ];
    }
}
