using System.Collections.Concurrent;
using System.Reflection;
using AccessReview.App.Http;
using AccessReview.Domain.Authorization;
using Microsoft.Azure.Functions.Worker;

namespace AccessReview.App.Pipeline;

/// <summary>The access rules that a function's attributes declare.</summary>
/// <param name="Required">Null: everybody may call it.</param>
internal sealed record EndpointRules(OrganizationAction? Required, bool FromElsewhere, bool ChecksToken, BodyLimitAttribute BodyLimit, bool IsIdempotent)
{
    private static readonly ConcurrentDictionary<string, EndpointRules> Known = new(StringComparer.Ordinal);

    /// <exception cref="InvalidOperationException">The function declares no access rule, so nobody may call it.</exception>
    public static EndpointRules Of(FunctionDefinition function) => Known.GetOrAdd(function.EntryPoint, entryPoint => Of(MethodAt(entryPoint)));

    public static EndpointRules Of(MethodInfo method)
    {
        var (anybody, requires) = (method.GetCustomAttribute<AnybodyAttribute>(), method.GetCustomAttribute<RequiresAttribute>());
        return anybody is null == requires is null
            ? throw new InvalidOperationException($"{method.DeclaringType}.{method.Name} must carry [Anybody] or [Requires], one of them.")
            : new EndpointRules(
                requires?.Action,
                anybody?.FromElsewhere ?? false,
                anybody?.ChecksToken ?? false,
                method.GetCustomAttribute<BodyLimitAttribute>() ?? new BodyLimitAttribute(BodyLimitAttribute.Usual),
                method.IsDefined(typeof(IdempotentAttribute)));
    }

    // The worker gives a function's entry point only as text: Namespace.Type.Method.
    private static MethodInfo MethodAt(string entryPoint)
    {
        var dot = entryPoint.LastIndexOf('.');
        var (type, method) = (entryPoint[..dot], entryPoint[(dot + 1)..]);
        return AppDomain.CurrentDomain.GetAssemblies()
            .Select(assembly => assembly.GetType(type))
            .OfType<Type>()
            .SelectMany(found => found.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static))
            .FirstOrDefault(found => found.Name == method && found.IsDefined(typeof(FunctionAttribute)))
            ?? throw new InvalidOperationException($"{entryPoint} is no function.");
    }
}
