using AccessReview.Domain.Campaigns;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tests.Builders;
using Xunit;

namespace AccessReview.Domain.Tests.Campaigns;

public sealed class CampaignScopeTests
{
    private static readonly ScopeCandidate Candidate = new(
        AnAccess.Grant() with { LastUsedAt = Calendar.Day(-40), Until = Calendar.Day(30), LastCertifiedAt = Calendar.Day(-90) },
        People.Named(People.Subject) with { ManagerId = People.Manager, Department = "Finance", Title = "Controller", EmploymentType = "Contractor" },
        AnAccess.Entitlement(Risk.High) with { Tags = ["SOX"], IsPrivileged = true },
        AnAccess.App)
    {
        Account = new Account { AppId = new("crm"), Id = new("svc"), Login = "svc", Type = AccountType.Service },
    };

    public static TheoryData<ScopeExclusion> Reasons => [.. Enum.GetValues<ScopeExclusion>().Where(reason => reason is not (ScopeExclusion.AlreadyOpen or ScopeExclusion.StillCertified))];

    /// <summary>A scope that the candidate meets by one condition, and one that it misses by the same condition.</summary>
    private static readonly Dictionary<ScopeExclusion, (CampaignScope Meets, CampaignScope Misses)> Conditions = new()
    {
        [ScopeExclusion.App] = (new() { Apps = [new("erp"), new("crm")] }, new() { Apps = [new("erp")] }),
        [ScopeExclusion.Entitlement] = (new() { Entitlements = [new("crm-admin")] }, new() { Entitlements = [new("crm-user")] }),
        [ScopeExclusion.Risk] = (new() { MinimumRisk = Risk.High }, new() { MinimumRisk = Risk.Critical }),
        [ScopeExclusion.Tag] = (new() { Tags = ["sox"] }, new() { Tags = ["pci"] }),
        [ScopeExclusion.Privileged] = (new() { Privileged = true }, new() { Privileged = false }),
        [ScopeExclusion.Person] = (new() { People = [People.Subject] }, new() { People = [People.Alice] }),
        [ScopeExclusion.Department] = (new() { Departments = ["finance"] }, new() { Departments = ["Sales"] }),
        [ScopeExclusion.Manager] = (new() { Managers = [People.Manager] }, new() { Managers = [People.Director] }),
        [ScopeExclusion.Title] = (new() { Titles = ["controller"] }, new() { Titles = ["Clerk"] }),
        [ScopeExclusion.EmploymentType] = (new() { EmploymentTypes = ["contractor"] }, new() { EmploymentTypes = ["employee"] }),
        [ScopeExclusion.NotExpiring] = (new() { ExpiringWithinDays = 30 }, new() { ExpiringWithinDays = 29 }),
        [ScopeExclusion.CertifiedRecently] = (new() { NotCertifiedForDays = 90 }, new() { NotCertifiedForDays = 91 }),
        [ScopeExclusion.PersonStatus] = (new() { Person = PersonStatus.Active }, new() { Person = PersonStatus.Left }),
        [ScopeExclusion.Inherited] = (new() { Inherited = false }, new() { Inherited = true }),
        [ScopeExclusion.Account] = (
            new() { Accounts = new() { Types = [AccountType.Service], HasOwner = false } }, new() { Accounts = new() { HasOwner = true } }),
        [ScopeExclusion.UsedRecently] = (new() { UnusedForDays = 40 }, new() { UnusedForDays = 41 }),
        [ScopeExclusion.ObtainedEarlier] = (new() { ObtainedSince = Calendar.Day(-100) }, new() { ObtainedSince = Calendar.Day(-99) }),
    };

    [Theory]
    [MemberData(nameof(Reasons))]
    public void Each_condition_lets_matching_access_in_and_names_itself_for_all_other(ScopeExclusion reason)
    {
        var (meets, misses) = Conditions[reason];

        Assert.Null(meets.Judge(Candidate, Calendar.Monday));
        Assert.Equal(reason, misses.Judge(Candidate, Calendar.Monday));
        Assert.Null(new CampaignScope().Judge(Candidate, Calendar.Monday));
    }

    [Fact]
    public void Access_of_people_who_have_left_or_are_unknown_and_of_unknown_entitlements_is_reviewed()
    {
        var left = Candidate with { User = Candidate.User! with { IsActive = false } };
        var orphan = Candidate with { User = null, Entitlement = null, App = null };

        Assert.All([left, orphan], candidate => Assert.Null(new CampaignScope { MinimumRisk = Risk.Critical, Person = PersonStatus.Left }.Judge(candidate with { Entitlement = null }, Calendar.Monday)));
        Assert.Null(new CampaignScope { Apps = [new("crm")], UnusedForDays = 30 }.Judge(orphan, Calendar.Monday));
        Assert.Null(new CampaignScope { UnusedForDays = 3650 }.Judge(orphan with { Grant = orphan.Grant with { LastUsedAt = null } }, Calendar.Monday));
    }
}
