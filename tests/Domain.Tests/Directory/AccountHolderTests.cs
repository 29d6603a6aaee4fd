using AccessReview.Domain.Directory;
using AccessReview.Domain.Policies;
using AccessReview.Domain.Tasks;
using Xunit;

namespace AccessReview.Domain.Tests.Directory;

public sealed class AccountHolderTests
{
    private static readonly AppId Vault = new("vault");

    private static readonly UserId Holder = AccountHolder.Of(Vault, new("svc"));

    private static readonly Subject Held = new()
    {
        User = Holder,
        UserName = "backup-job",
        Account = new("svc"),
        App = Vault,
        AppName = "Vault",
        Entitlement = new("reader"),
        EntitlementName = "Reader",
    };

    [Fact]
    public void The_same_account_gives_the_same_holder_which_no_usual_id_looks_like()
    {
        Assert.Equal(Holder, AccountHolder.Of(new("vault"), new("svc")));
        Assert.NotEqual(Holder, AccountHolder.Of(new("vault\nsvc"), new("")));
        Assert.True(AccountHolder.Is(Holder));
        string[] others = ["ada", "account:", "account:svc", $"{Holder.Value}0", Holder.Value.ToUpperInvariant()];
        Assert.All(others, id => Assert.False(AccountHolder.Is(new(id))));
        Assert.False(AccountHolder.Is(default));
    }

    [Theory]
    [InlineData(AssigneeSource.AccountResponsible)]
    [InlineData(AssigneeSource.SubjectManager)]
    public void The_responsible_person_reviews_and_otherwise_the_owners_of_the_app(AssigneeSource source)
    {
        Assert.Equal(["rita"], Find(source, Service("rita")));
        Assert.Equal(["olga"], Find(source, Service("leo")));
        Assert.Equal(["olga"], Find(source, Service(null)));
        Assert.Equal(["olga"], Find(source, null));
    }

    [Fact]
    public void The_owner_of_a_personal_account_never_decides_about_its_access()
    {
        var own = Held with { AccountOwner = AccountHolder.PersonOf(Service("olga") with { Type = AccountType.Admin }) };

        Assert.Null(AccountHolder.ResponsibleFor(Service("olga") with { Type = AccountType.Admin }));
        Assert.False(AssigneeSearch.IsEligible(Person("olga"), own, []));
        Assert.Null(AccountHolder.PersonOf(Service("olga")));
    }

    [Fact]
    public void An_account_has_not_left_so_its_access_can_be_kept()
    {
        var facts = Facts(Service("rita"));

        Assert.Null(SubjectRules.NothingLeft(TaskKind.Certification, Held, facts, DateTimeOffset.UnixEpoch));
        Assert.Null(SubjectRules.WhyNotToKeep(Held, facts, DateTimeOffset.UnixEpoch));
    }

    private static IEnumerable<string> Find(AssigneeSource source, Account? account)
    {
        var step = new PolicyStep { Name = "", Assignees = new AssigneeRule(source), Fallback = new AssigneeRule(AssigneeSource.Admins), Ladder = [] };
        return AssigneeSearch.ForStep(step, Held, [], Facts(account), DateTimeOffset.UnixEpoch).Select(assignee => assignee.User.Value);
    }

    private static DirectoryFacts Facts(Account? account) => new()
    {
        People = new[] { Person("rita"), Person("olga"), Person("leo") with { IsActive = false } }.ToDictionary(person => person.Id),
        AppOwners = [new("olga")],
        Account = account,
        Access = new AccessFacts(
            new Entitlement { Id = new("reader"), AppId = Vault, Name = "Reader" }, null,
            new Grant { UserId = Holder, EntitlementId = new("reader"), AppId = Vault, AccountId = new("svc"), Since = DateTimeOffset.UnixEpoch }),
    };

    private static Account Service(string? owner) => new() { AppId = Vault, Id = new("svc"), Login = "backup-job", Type = AccountType.Service, OwnerId = owner is null ? null : new UserId(owner) };

    private static User Person(string id) => new() { Id = new(id), Email = $"{id}@example.test", DisplayName = id };
}
