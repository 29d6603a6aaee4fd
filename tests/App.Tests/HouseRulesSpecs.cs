using System.Reflection;
using AccessReview.App.Http;
using AccessReview.App.Tests.Commands;
using Microsoft.Azure.Functions.Worker;
using Xunit;

namespace AccessReview.App.Tests;

/// <summary>Rules for all code of the app that no compiler checks.</summary>
public sealed class HouseRulesSpecs
{
    private static readonly IReadOnlyList<MethodInfo> Functions =
    [
        .. typeof(AccessReviewApp).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Where(method => method.IsDefined(typeof(FunctionAttribute))),
    ];

    [Fact]
    public void Every_public_function_declares_who_may_call_it()
    {
        var reachable = Functions.Where(function => function.GetParameters().Any(parameter => parameter.IsDefined(typeof(HttpTriggerAttribute)))).ToList();

        Assert.NotEmpty(reachable);
        Assert.All(reachable, function => Assert.True(
            function.IsDefined(typeof(RequiresAttribute)) ^ function.IsDefined(typeof(AnybodyAttribute)),
            $"{function.DeclaringType?.Name}.{function.Name} has neither or both of [Requires] and [Anybody]."));
    }

    [Fact]
    public void Every_function_with_an_Idempotency_Key_is_tested_with_disconnects_and_crashes()
    {
        var keyed = Functions.Where(function => function.IsDefined(typeof(IdempotentAttribute))).Select(function => function.GetCustomAttribute<FunctionAttribute>()!.Name); // They were found by this attribute.

        Assert.Equal(keyed.Order(StringComparer.Ordinal), KeyedCommands.All.Select(command => command.Function).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void No_two_functions_have_the_same_name()
    {
        var names = Functions.Select(function => function.GetCustomAttribute<FunctionAttribute>()!.Name); // They were found by this attribute.

        Assert.Empty(names.GroupBy(name => name, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1).Select(group => group.Key));
    }
}
