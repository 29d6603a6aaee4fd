metadata description = 'The truth: the tables that the app makes at its start, in an account of their own.'

import { roles } from '../roles.bicep'

param name string
param location string
param tags { *: string }
param sku string
param isPublic bool

@description('Object id of the app\'s identity.')
param principalId string

module account 'storageAccount.bicep' = {
  params: { name: name, location: location, tags: tags, sku: sku, isPublic: isPublic }
}

resource stored 'Microsoft.Storage/storageAccounts@2025-08-01' existing = {
  name: name
}

resource tables 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: stored
  name: guid(stored.id, principalId, roles.storageTableDataContributor)
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.storageTableDataContributor)
  }
  dependsOn: [account]
}

output accountId string = account.outputs.id
output blobEndpoint string = account.outputs.blobEndpoint
output tableEndpoint string = account.outputs.tableEndpoint
