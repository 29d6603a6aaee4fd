using AccessReview.App.Directory;
using AccessReview.App.Http;
using AccessReview.App.Promises;
using AccessReview.Domain.Directory;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Setup;

/// <summary>A user of the sample organization to sign in as, with their role.</summary>
/// <param name="Role">Their role, in the reader's language.</param>
public sealed record SamplePerson(User User, string Role);

/// <summary>The users of the sample organization to try the app with, one for each role. They are never offered in Azure.</summary>
public sealed class SamplePeople(DirectoryStore directory, PromiseStore promises, IHostEnvironment environment, IOptions<SiteOptions> site, IOptions<SetUpOptions> options)
{
    // A domain that nobody can own (RFC 2606), so a user with such an address belongs to the sample organization.
    private const string Domain = "@lindqvist.example";

    /// <summary>The reviewer, who also owns an app, so that certifications of its access are theirs to decide.</summary>
    internal static readonly UserId Reviewer = UserId.From("rafael.costa");

    // They have no language in the directory, so their pages are in the browser's language.
    private static readonly IReadOnlyList<(UserId Id, Func<string> Role)> All =
    [
        (UserId.From("isabella.rossi"), () => Say($"Requester")),
        (Reviewer, () => Say($"Reviewer")),
        (UserId.From("lucas.ferreira"), () => Say($"App owner")),
        (UserId.From("tomasz.wisniewski"), () => Say($"Administrator")),
        (UserId.From("henrik.aalto"), () => Say($"Auditor")),
    ];

    /// <summary>
    /// True on a local machine that keeps its mails and has the sample organization, unless users sign in at an issuer.
    /// In Azure the environment is not Development, mails are sent, and the site's URL is not local.
    /// </summary>
    public bool AreOffered =>
        environment.IsDevelopment()
        && site.Value.BaseUrl.IsLoopback
        && options.Value is { WantsSample: true, Import: null, HasIssuer: false, Outbox: not null };

    /// <summary>True at the first start, until all of them are imported.</summary>
    /// <param name="found">Those who are in the directory.</param>
    public async Task<bool> AreExpectedAsync(IReadOnlyList<SamplePerson> found, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(found);
        return AreOffered && found.Count < All.Count
            && (await directory.IsEmptyAsync(cancellationToken) || (await promises.AllAsync(cancellationToken)).Any(promise => promise.Kind == PromiseKind.SampleOrganization));
    }

    /// <summary>The sample users who are in the directory; empty where they are not offered.</summary>
    public async Task<IReadOnlyList<SamplePerson>> ListAsync(CancellationToken cancellationToken)
    {
        var found = new List<SamplePerson>();
        foreach (var (id, role) in AreOffered ? All : [])
        {
            if (await directory.FindUserAsync(id, cancellationToken) is { IsActive: true } user && user.Email.EndsWith(Domain, StringComparison.OrdinalIgnoreCase))
                found.Add(new SamplePerson(user, role()));
        }

        return found;
    }
}
