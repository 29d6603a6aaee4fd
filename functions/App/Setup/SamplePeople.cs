using AccessReview.App.Directory;
using AccessReview.App.Http;
using AccessReview.Domain.Directory;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Setup;

/// <summary>Somebody of the sample organization to sign in as, and what they can show.</summary>
/// <param name="Role">Their role, in the reader's language.</param>
public sealed record SamplePerson(User User, string Role);

/// <summary>The people of the sample organization to try the app as: one for each role. There are none in Azure.</summary>
public sealed class SamplePeople(DirectoryStore directory, IHostEnvironment environment, IOptions<SiteOptions> site, IOptions<SetUpOptions> options)
{
    // A name that nobody can own (RFC 2606): who has an address there is of the sample.
    private const string Domain = "@lindqvist.example";

    // None of them has a language of ours in the directory, so each page is in the browser's language.
    private static readonly IReadOnlyList<(UserId Id, Func<string> Role)> All =
    [
        (UserId.From("isabella.rossi"), () => Say($"Requester")),
        (UserId.From("rafael.costa"), () => Say($"Reviewer")),
        (UserId.From("lucas.ferreira"), () => Say($"App owner")),
        (UserId.From("tomasz.wisniewski"), () => Say($"Administrator")),
        (UserId.From("henrik.aalto"), () => Say($"Auditor")),
    ];

    /// <summary>
    /// True on one machine that keeps its mails and has the sample organization, unless people sign in at an issuer. In Azure the
    /// environment is not Development, mails leave, and the site's address is not this machine's.
    /// </summary>
    public bool AreOffered =>
        environment.IsDevelopment()
        && site.Value.BaseUrl.IsLoopback
        && options.Value is { WantsSample: true, Import: null, HasIssuer: false, Outbox: not null };

    /// <summary>Those who are in the directory; none where they are not offered.</summary>
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
